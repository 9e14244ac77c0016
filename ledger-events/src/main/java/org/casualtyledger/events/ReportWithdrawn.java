package org.casualtyledger.events;

import java.util.List;
import java.util.Optional;

/** The organisation retracted its account. What it said stays on record and counts no more. */
public record ReportWithdrawn(
        ReportId report,
        WithdrawalReason reason,
        Optional<OrganisationId> enteredBy,
        List<String> sd)
        implements ReportEvent {
    public ReportWithdrawn {
        sd = List.copyOf(sd);
    }
}
