package org.casualtyledger.counting;

import java.util.Optional;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.ReportCorrected;
import org.casualtyledger.events.ReportEvent;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.ReportSubmitted;
import org.casualtyledger.events.claim.ReportKind;

/**
 * Which incident a known report belongs to; none for an aggregate or cumulative report that names
 * none. Corrections and withdrawals name the report alone, so whoever folds keeps these; moves
 * change them.
 */
public record Home(Optional<IncidentId> incident) {

    /**
     * The home of a report once an event of it is applied. A submission says it; corrections and
     * withdrawals keep it. An incident report that names no incident has one of its own, with the
     * report's id, and so has a report without an incident once a correction turns it into an
     * incident report. A submission needs no knowledge of what was before, so whoever folds looks
     * nothing up for it.
     *
     * @param known empty for a report that was never seen
     * @throws UnknownReport for a correction or withdrawal of what was never submitted: the log is
     *     broken
     */
    public static Home after(Optional<Home> known, long position, ReportEvent event) {
        if (event instanceof ReportSubmitted e) {
            return of(e);
        }
        if (known.isEmpty()) {
            throw new UnknownReport(position, event.report());
        }
        return known.get().incident().isEmpty() && event instanceof ReportCorrected e
                ? new Home(own(e.report(), e.claim().kind()))
                : known.get();
    }

    /** The home that a submission says. */
    static Home of(ReportSubmitted event) {
        return new Home(event.incident().or(() -> own(event.report(), event.claim().kind())));
    }

    private static Optional<IncidentId> own(ReportId report, ReportKind kind) {
        return kind == ReportKind.INCIDENT
                ? Optional.of(new IncidentId(report.value()))
                : Optional.empty();
    }
}
