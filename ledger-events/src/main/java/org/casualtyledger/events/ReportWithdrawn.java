package org.casualtyledger.events;

import java.util.List;
import java.util.Optional;
import org.casualtyledger.events.signature.EventSignature;

/** The organisation retracted its account. What it said stays on record and counts no more. */
public record ReportWithdrawn(
        ReportId report,
        WithdrawalReason reason,
        Optional<OrganisationId> enteredBy,
        List<String> sd,
        Optional<EventSignature> signature)
        implements ReportEvent {
    public ReportWithdrawn {
        sd = List.copyOf(sd);
    }

    /** One that its organisation did not sign. */
    public ReportWithdrawn(
            ReportId report,
            WithdrawalReason reason,
            Optional<OrganisationId> enteredBy,
            List<String> sd) {
        this(report, reason, enteredBy, sd, Optional.empty());
    }
}
