package org.casualtyledger.api.reporting;

import java.util.Optional;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.LedgerEvent;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.WithdrawalReason;
import org.casualtyledger.events.claim.ReportKind;

/** One report, as its own events tell it and those that moved it. */
sealed interface ReportState {
    /** No event yet. */
    record Absent() implements ReportState {}

    /**
     * It stands.
     *
     * @param report its id; differs from the id that was asked for where that was one of its
     *     aliases
     * @param incident what it accounts for now: what its submission says, then what moved it
     * @param theatre where that incident lies now
     * @param claimAt position of the event that holds the current claim
     * @param latest position of its organisation's latest event; a move by somebody else does not
     *     count, so it makes no version that the organisation has read stale
     */
    record Standing(
            ReportId report,
            OrganisationId organisation,
            Optional<IncidentId> incident,
            TheatreId theatre,
            ReportKind kind,
            long claimAt,
            long latest)
            implements ReportState {}

    /** Its organisation retracted it. */
    record Withdrawn(Standing before, WithdrawalReason reason, long latest)
            implements ReportState {}

    /** An event that says something of a report or an incident, and where it stands in the log. */
    record Recorded(long position, OrganisationId by, TheatreId theatre, LedgerEvent event) {}
}
