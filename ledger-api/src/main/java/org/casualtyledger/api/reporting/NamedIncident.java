package org.casualtyledger.api.reporting;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.casualtyledger.events.IncidentEvent;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.IncidentRehomed;
import org.casualtyledger.events.IncidentSplit;
import org.casualtyledger.events.IncidentsMerged;
import org.casualtyledger.events.PublicationEvent;
import org.casualtyledger.events.RegistryEvent;
import org.casualtyledger.events.ReportCorrected;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.ReportSubmitted;
import org.casualtyledger.events.ReportWithdrawn;
import org.casualtyledger.events.ReportsLinked;
import org.casualtyledger.events.ResolutionEvent;
import org.casualtyledger.events.TheatreId;

/** The incident that a submission names, as the events with its tag tell it. */
sealed interface NamedIncident {
    /** It names none, or its own: a first report's incident exists from it on. */
    record New() implements NamedIncident {}

    /** No event knows it. */
    record Unknown() implements NamedIncident {}

    /**
     * It may get a further report.
     *
     * @param theatre where it lies now
     * @param reports how many account for it, withdrawn ones among them
     */
    record Live(TheatreId theatre, int reports) implements NamedIncident {}

    /** It went up in another one. A split back makes it live again. */
    record Merged(IncidentId survivor) implements NamedIncident {}

    /**
     * Folds the events with an incident's tag, in order. An incident exists from its first report
     * on, or from the split that made it.
     */
    static NamedIncident of(IncidentId incident, List<ReportState.Recorded> events) {
        Fold fold = new Fold(incident);
        events.forEach(fold::apply);
        return fold.result();
    }

    /** Never rejects history: what fits no rule of today still leaves a state. */
    final class Fold {
        private final IncidentId incident;
        private final Set<ReportId> reports = new HashSet<>();
        private Optional<TheatreId> theatre = Optional.empty();
        private Optional<IncidentId> survivor = Optional.empty();

        private Fold(IncidentId incident) {
            this.incident = incident;
        }

        private void apply(ReportState.Recorded recorded) {
            switch (recorded.event()) {
                case ReportSubmitted e -> {
                    reports.add(e.report());
                    theatre = theatre.or(() -> Optional.of(recorded.theatre()));
                }
                case ReportsLinked e when e.incident().equals(incident) ->
                        e.moves().forEach(move -> reports.add(move.report()));
                case ReportsLinked e -> e.moves().forEach(move -> reports.remove(move.report()));
                case IncidentsMerged e when e.merged().equals(incident) -> {
                    reports.clear();
                    survivor = Optional.of(e.incident());
                }
                case IncidentsMerged e -> reports.addAll(e.reports());
                case IncidentSplit e when e.into().equals(incident) -> {
                    reports.addAll(e.reports());
                    survivor = Optional.empty();
                    theatre = Optional.of(recorded.theatre());
                }
                case IncidentSplit e -> e.reports().forEach(reports::remove);
                case IncidentRehomed _ -> theatre = Optional.of(recorded.theatre());
                case ReportCorrected _, ReportWithdrawn _ -> {}
                case IncidentEvent _, ResolutionEvent _, RegistryEvent _, PublicationEvent _ -> {}
            }
        }

        private NamedIncident result() {
            if (survivor.isPresent()) {
                return new Merged(survivor.get());
            }
            return theatre.<NamedIncident>map(at -> new Live(at, reports.size()))
                    .orElseGet(Unknown::new);
        }
    }
}
