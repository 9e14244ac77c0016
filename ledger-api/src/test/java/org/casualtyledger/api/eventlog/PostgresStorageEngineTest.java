package org.casualtyledger.api.eventlog;

import com.zaxxer.hikari.HikariDataSource;
import org.axonframework.eventsourcing.eventstore.StorageEngineTestSuite;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.casualtyledger.api.testing.TestPostgres;
import org.junit.jupiter.api.AfterAll;

/** Axon's own suite over our log in PostgreSQL. */
class PostgresStorageEngineTest extends StorageEngineTestSuite<LedgerStorageEngine> {

    private final HikariDataSource database = TestPostgres.database("log");
    private final EventLog log = new PostgresEventLog(database);

    @Override
    protected LedgerStorageEngine buildStorageEngine() {
        return new LedgerStorageEngine(log, new SuiteCodec());
    }

    /** None, as in the suite's own run over Axon's engine in memory. */
    @Override
    protected ProcessingContext processingContext() {
        return null;
    }

    @AfterAll
    void close() {
        log.close();
        database.close();
    }
}
