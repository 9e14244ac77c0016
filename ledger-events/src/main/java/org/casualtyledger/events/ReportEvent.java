package org.casualtyledger.events;

import java.util.Optional;
import org.casualtyledger.events.signature.EventSignature;

/** An event of one organisation's report, by that organisation alone. */
public sealed interface ReportEvent extends LedgerEvent
        permits ReportSubmitted, ReportCorrected, ReportWithdrawn {
    ReportId report();

    /**
     * The organisation's own signature, over what {@link
     * org.casualtyledger.events.signature.Covered} says; empty for an event that it did not sign.
     */
    Optional<EventSignature> signature();
}
