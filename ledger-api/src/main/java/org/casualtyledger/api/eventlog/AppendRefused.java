package org.casualtyledger.api.eventlog;

import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;

/**
 * How a refused append reaches the sender of an Axon command: Axon knows no other way than an
 * exception. An optimistic creation catches it, sources what stands there, and decides again.
 */
public final class AppendRefused extends AppendEventsTransactionRejectedException {

    private static final long serialVersionUID = 1;

    private final AppendResult.Refused refused;

    AppendRefused(AppendResult.Refused refused) {
        super("the event at position " + refused.position() + " stands in the way");
        this.refused = refused;
    }

    /** What the log said. */
    public AppendResult.Refused refused() {
        return refused;
    }
}
