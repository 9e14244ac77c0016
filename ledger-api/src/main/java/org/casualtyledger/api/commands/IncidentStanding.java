package org.casualtyledger.api.commands;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.casualtyledger.events.DuplicateConfirmed;
import org.casualtyledger.events.DuplicateDismissed;
import org.casualtyledger.events.IncidentEvent;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.IncidentRehomed;
import org.casualtyledger.events.IncidentSplit;
import org.casualtyledger.events.IncidentsMerged;
import org.casualtyledger.events.Judgement;
import org.casualtyledger.events.PublicationEvent;
import org.casualtyledger.events.RegistryEvent;
import org.casualtyledger.events.ReportEvent;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.ReportSubmitted;
import org.casualtyledger.events.ReportsLinked;
import org.casualtyledger.events.ResolutionEvent;
import org.casualtyledger.events.ReviewApproved;
import org.casualtyledger.events.StatementRecorded;
import org.casualtyledger.events.TheatreId;

/**
 * Where an incident stands among others. What is judged of it is not here.
 *
 * @param theatre that of its first submission, of its last rehoming, or of the split that made it
 *     or gave it back; empty for an incident that does not exist
 * @param theatreAt position of the event that says so
 * @param reports its reports, each with the position of the event that brought it here
 * @param mergedInto the incident that it is part of, where it is
 * @param mergedHere the incidents that are part of it, each with the position of its merge
 * @param duplicateOf the incident that it was confirmed a duplicate of, where that stands
 * @param dismissed the incidents that are no duplicates of it
 * @param latest position of the latest event that says something of it; -1 for none
 */
public record IncidentStanding(
        IncidentId incident,
        Optional<TheatreId> theatre,
        long theatreAt,
        Map<ReportId, Long> reports,
        Optional<IncidentId> mergedInto,
        Map<IncidentId, Long> mergedHere,
        Optional<Confirmed> duplicateOf,
        Set<IncidentId> dismissed,
        long latest) {

    /** A confirmation that stands, and its position. */
    public record Confirmed(IncidentId survivor, long at) {}

    public boolean exists() {
        return theatre.isPresent();
    }

    /** Folds the events of an incident, oldest first; those of others change nothing. */
    static IncidentStanding of(IncidentId incident, Collection<Recorded> events) {
        Fold fold = new Fold(incident);
        for (Recorded recorded : events) {
            if (fold.apply(recorded)) {
                fold.latest = recorded.position();
            }
        }
        return fold.standing();
    }

    /** Never leaves {@link #of}: a thousand reports are not copied for each event. */
    private static final class Fold {
        private final IncidentId id;
        private final Map<ReportId, Long> reports = new LinkedHashMap<>();
        private final Map<IncidentId, Long> mergedHere = new LinkedHashMap<>();
        private final Set<IncidentId> dismissed = new LinkedHashSet<>();
        private Optional<TheatreId> theatre = Optional.empty();
        private Optional<IncidentId> mergedInto = Optional.empty();
        private Optional<Confirmed> duplicateOf = Optional.empty();
        private long theatreAt = -1;
        private long latest = -1;

        private Fold(IncidentId id) {
            this.id = id;
        }

        /** Answers whether the event says something of the incident. */
        private boolean apply(Recorded recorded) {
            return switch (recorded.event()) {
                case ReportSubmitted e -> submitted(e, recorded);
                case IncidentEvent e -> applied(e, recorded);
                case ReportEvent _, ResolutionEvent _, RegistryEvent _, PublicationEvent _ -> false;
            };
        }

        private boolean submitted(ReportSubmitted e, Recorded recorded) {
            if (!ReportStanding.home(e).equals(Optional.of(id))) {
                return false;
            }
            if (theatre.isEmpty()) {
                settle(recorded);
            }
            reports.put(e.report(), recorded.position());
            return true;
        }

        private boolean applied(IncidentEvent event, Recorded recorded) {
            return switch (event) {
                case ReportsLinked e -> linked(e, recorded.position());
                case IncidentsMerged e -> merged(e, recorded.position());
                case IncidentSplit e -> split(e, recorded);
                case IncidentRehomed e when e.incident().equals(id) -> settle(recorded);
                case DuplicateConfirmed e -> confirmed(e, recorded.position());
                case DuplicateDismissed e -> dismissed(e);
                case IncidentRehomed _ -> false;
                case Judgement e -> e.incident().equals(id);
                case ReviewApproved e -> e.incident().equals(id);
                case StatementRecorded e -> e.incident().equals(id);
            };
        }

        private boolean settle(Recorded recorded) {
            theatre = Optional.of(recorded.theatre());
            theatreAt = recorded.position();
            return true;
        }

        private boolean linked(ReportsLinked e, long position) {
            boolean here = e.incident().equals(id);
            boolean touched = here;
            for (ReportsLinked.Move move : e.moves()) {
                touched |= move.from().equals(id);
                place(move.report(), here, position);
            }
            return touched;
        }

        private boolean merged(IncidentsMerged e, long position) {
            boolean here = e.incident().equals(id);
            e.reports().forEach(report -> place(report, here, position));
            if (here) {
                mergedHere.put(e.merged(), position);
            }
            if (e.merged().equals(id)) {
                mergedInto = Optional.of(e.incident());
            }
            return here || e.merged().equals(id);
        }

        private boolean split(IncidentSplit e, Recorded recorded) {
            boolean here = e.into().equals(id);
            e.reports().forEach(report -> place(report, here, recorded.position()));
            if (here) {
                mergedInto = Optional.empty();
                settle(recorded);
            }
            if (e.incident().equals(id)) {
                mergedHere.remove(e.into());
            }
            return here || e.incident().equals(id);
        }

        private void place(ReportId report, boolean here, long position) {
            if (here) {
                reports.put(report, position);
            } else {
                reports.remove(report);
            }
        }

        private boolean confirmed(DuplicateConfirmed e, long position) {
            if (e.incident().equals(id)) {
                duplicateOf = Optional.of(new Confirmed(e.survivor(), position));
                dismissed.remove(e.survivor());
                return true;
            }
            dismissed.remove(e.incident());
            return e.survivor().equals(id);
        }

        private boolean dismissed(DuplicateDismissed e) {
            if (!e.incident().equals(id) && !e.other().equals(id)) {
                return false;
            }
            IncidentId other = e.incident().equals(id) ? e.other() : e.incident();
            duplicateOf = duplicateOf.filter(confirmed -> !confirmed.survivor().equals(other));
            dismissed.add(other);
            return true;
        }

        private IncidentStanding standing() {
            return new IncidentStanding(
                    id,
                    theatre,
                    theatreAt,
                    Collections.unmodifiableMap(reports),
                    mergedInto,
                    Collections.unmodifiableMap(mergedHere),
                    duplicateOf,
                    Collections.unmodifiableSet(dismissed),
                    latest);
        }
    }
}
