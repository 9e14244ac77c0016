package org.casualtyledger.api.reporting;

import java.util.Optional;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.ReportEvent;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.claim.ReportKind;

/** One report as its own events tell it. */
sealed interface ReportState {
    /** No event yet. */
    record Absent() implements ReportState {}

    /**
     * It stands.
     *
     * @param report its id; differs from the id that was asked for where that was one of its
     *     aliases
     * @param claimAt position of the event that holds the current claim
     * @param latest position of its latest event
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
    record Withdrawn(Standing before, long latest) implements ReportState {}

    /** An event of a report, and where it stands in the log. */
    record Recorded(long position, OrganisationId by, TheatreId theatre, ReportEvent event) {}
}
