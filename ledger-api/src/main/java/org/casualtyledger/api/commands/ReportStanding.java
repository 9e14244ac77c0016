package org.casualtyledger.api.commands;

import java.util.Collection;
import java.util.Optional;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.IncidentSplit;
import org.casualtyledger.events.IncidentsMerged;
import org.casualtyledger.events.LedgerEvent;
import org.casualtyledger.events.ReportCorrected;
import org.casualtyledger.events.ReportEvent;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.ReportSubmitted;
import org.casualtyledger.events.ReportWithdrawn;
import org.casualtyledger.events.ReportsLinked;
import org.casualtyledger.events.claim.ReportKind;

/**
 * Where a report is.
 *
 * @param kind empty for a report that was never submitted
 * @param home the incident that it accounts for: what its submission says, then what the last event
 *     said that moved it. Empty for an aggregate or cumulative report
 * @param version position of the latest event of its own organisation
 */
public record ReportStanding(
        ReportId report, Optional<ReportKind> kind, Optional<IncidentId> home, long version) {

    static ReportStanding of(ReportId report, Collection<Recorded> events) {
        ReportStanding standing =
                new ReportStanding(report, Optional.empty(), Optional.empty(), -1);
        for (Recorded recorded : events) {
            standing = standing.evolve(recorded);
        }
        return standing;
    }

    public boolean isKnown() {
        return kind.isPresent();
    }

    /**
     * The incident that a submission names; an incident report that names none has one of its own,
     * with the report's id.
     */
    static Optional<IncidentId> home(ReportSubmitted e) {
        return e.incident()
                .or(
                        () ->
                                e.claim().kind() == ReportKind.INCIDENT
                                        ? Optional.of(new IncidentId(e.report().value()))
                                        : Optional.empty());
    }

    private ReportStanding evolve(Recorded recorded) {
        return switch (recorded.event()) {
            case ReportEvent e when e.report().equals(report) ->
                    switch (e) {
                        case ReportSubmitted s ->
                                new ReportStanding(
                                        report,
                                        Optional.of(s.claim().kind()),
                                        home(s),
                                        recorded.position());
                        case ReportCorrected _, ReportWithdrawn _ ->
                                new ReportStanding(report, kind, home, recorded.position());
                    };
            case LedgerEvent e ->
                    movedTo(e)
                            .map(to -> new ReportStanding(report, kind, Optional.of(to), version))
                            .orElse(this);
        };
    }

    private Optional<IncidentId> movedTo(LedgerEvent event) {
        return switch (event) {
            case ReportsLinked e
                    when e.moves().stream().anyMatch(move -> move.report().equals(report)) ->
                    Optional.of(e.incident());
            case IncidentsMerged e when e.reports().contains(report) -> Optional.of(e.incident());
            case IncidentSplit e when e.reports().contains(report) -> Optional.of(e.into());
            default -> Optional.empty();
        };
    }
}
