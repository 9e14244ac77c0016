package org.casualtyledger.api.eventlog;

import java.time.InstantSource;
import org.axonframework.eventsourcing.eventstore.StorageEngineTestSuite;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;

/** Axon's own suite over our log in memory. */
class InMemoryStorageEngineTest extends StorageEngineTestSuite<LedgerStorageEngine> {

    @Override
    protected LedgerStorageEngine buildStorageEngine() {
        return new LedgerStorageEngine(
                new InMemoryEventLog(InstantSource.system()), new SuiteCodec());
    }

    /** None, as in the suite's own run over Axon's engine in memory. */
    @Override
    protected ProcessingContext processingContext() {
        return null;
    }
}
