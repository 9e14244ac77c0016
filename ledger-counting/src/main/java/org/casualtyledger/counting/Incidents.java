package org.casualtyledger.counting;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.casualtyledger.events.DuplicateConfirmed;
import org.casualtyledger.events.DuplicateDismissed;
import org.casualtyledger.events.IncidentEvent;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.IncidentRehomed;
import org.casualtyledger.events.IncidentSplit;
import org.casualtyledger.events.IncidentsMerged;
import org.casualtyledger.events.Judgement;
import org.casualtyledger.events.LedgerEvent;
import org.casualtyledger.events.PublicationEvent;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.RegistryEvent;
import org.casualtyledger.events.ReportCorrected;
import org.casualtyledger.events.ReportEvent;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.ReportSubmitted;
import org.casualtyledger.events.ReportWithdrawn;
import org.casualtyledger.events.ReportsLinked;
import org.casualtyledger.events.ResolutionEvent;
import org.casualtyledger.events.ReviewApproved;
import org.casualtyledger.events.StatementRecorded;
import org.casualtyledger.events.TheatreId;

/**
 * The incidents at hand, and which report belongs to which: applies events to them. Whoever folds a
 * part of a history first loads what its events need, {@link #reportsNamed} and {@link
 * #incidentsNamed}, and then applies them in order.
 *
 * <p>Total: whatever the codec accepts is applied. A move of what is not there moves nothing, a
 * judgement of an unknown incident waits for its reports. Not safe for use by several threads at
 * once.
 */
public final class Incidents {
    private final Map<ReportId, Home> homes;
    private final Map<IncidentId, IncidentState> states;

    /**
     * @param homes of the reports that are known; changed by events
     * @param states of the incidents that are known; changed by events
     */
    public Incidents(Map<ReportId, Home> homes, Map<IncidentId, IncidentState> states) {
        this.homes = homes;
        this.states = states;
    }

    /** The reports whose homes must be at hand; a submission needs none. */
    public static Set<ReportId> reportsNamed(LedgerEvent event) {
        return switch (event) {
            case ReportSubmitted _ -> Set.of();
            case ReportCorrected e -> Set.of(e.report());
            case ReportWithdrawn e -> Set.of(e.report());
            case ReportsLinked e ->
                    e.moves().stream().map(ReportsLinked.Move::report).collect(Collectors.toSet());
            case IncidentEvent _, ResolutionEvent _, RegistryEvent _, PublicationEvent _ ->
                    Set.of();
        };
    }

    /**
     * The incidents whose states must be at hand, besides the homes of {@link #reportsNamed}; and,
     * with these, every incident that a report's home can become by this event.
     */
    public static Set<IncidentId> incidentsNamed(LedgerEvent event) {
        return switch (event) {
            case ReportSubmitted e -> incidents(Home.of(e));
            case ReportCorrected e -> Set.of(new IncidentId(e.report().value()));
            case ReportWithdrawn _ -> Set.of();
            case IncidentsMerged e -> pair(e.incident(), e.merged());
            case IncidentSplit e -> pair(e.incident(), e.into());
            case DuplicateDismissed e -> pair(e.incident(), e.other());
            case IncidentEvent e -> Set.of(e.incident());
            case ResolutionEvent _, RegistryEvent _, PublicationEvent _ -> Set.of();
        };
    }

    private static Set<IncidentId> incidents(Home home) {
        return home.incident().map(Set::of).orElse(Set.of());
    }

    private static Set<IncidentId> pair(IncidentId one, IncidentId other) {
        return one.equals(other) ? Set.of(one) : Set.of(one, other);
    }

    /** Where a report belongs; empty for one that was never seen. */
    public Optional<Home> home(ReportId report) {
        return Optional.ofNullable(homes.get(report));
    }

    public IncidentState state(IncidentId incident) {
        IncidentState state = states.get(incident);
        return state == null ? IncidentState.empty(incident) : state;
    }

    /**
     * Applies one event.
     *
     * @return the incidents that it changed, each once, in an order that follows from the event
     *     alone
     * @throws UnknownReport for a correction or withdrawal of what was never submitted: the log is
     *     broken
     */
    public List<Change> apply(long position, RecordedEvent recorded) {
        return switch (recorded.event()) {
            case ReportEvent e -> report(position, recorded, e);
            case IncidentEvent e -> incident(position, recorded, e);
            case ResolutionEvent _, RegistryEvent _, PublicationEvent _ -> List.of();
        };
    }

    private List<Change> report(long position, RecordedEvent recorded, ReportEvent event) {
        Home home = Home.after(home(event.report()), position, event);
        homes.put(event.report(), home);
        if (home.incident().isEmpty()) {
            return List.of();
        }
        IncidentState before = state(home.incident().get());
        return changed(before, IncidentState.evolve(before, position, recorded, event));
    }

    private List<Change> incident(long position, RecordedEvent recorded, IncidentEvent event) {
        IncidentState before = state(event.incident());
        return switch (event) {
            case ReportsLinked e -> settled(linked(e), e.incident(), recorded.theatre());
            case IncidentsMerged e -> settled(merged(e), e.incident(), recorded.theatre());
            case IncidentSplit e -> settled(split(e), e.into(), recorded.theatre());
            case IncidentRehomed _ -> changed(before, before.settled(recorded.theatre()));
            case DuplicateConfirmed e -> changed(before, before.confirmed(e));
            case DuplicateDismissed e -> dismissed(e);
            case Judgement e -> changed(before, before.judged(position, recorded, e));
            case ReviewApproved e -> changed(before, before.approved(e));
            case StatementRecorded e -> changed(before, before.stated(position, recorded, e));
        };
    }

    private List<Change> changed(IncidentState before, IncidentState after) {
        if (after == before) {
            return List.of();
        }
        states.put(after.id(), after);
        return List.of(new Change(before, after));
    }

    private List<Change> linked(ReportsLinked event) {
        Set<IncidentId> left = new LinkedHashSet<>();
        Set<ReportId> moving = new HashSet<>();
        for (ReportsLinked.Move move : event.moves()) {
            Optional<IncidentId> from = home(move.report()).flatMap(Home::incident);
            if (from.isPresent() && !from.get().equals(event.incident())) {
                left.add(from.get());
                moving.add(move.report());
            }
        }
        List<Change> changes = new ArrayList<>();
        for (IncidentId from : left) {
            changes.addAll(move(state(from), moving, event.incident()));
        }
        return once(changes);
    }

    private List<Change> merged(IncidentsMerged event) {
        IncidentState dissolved = state(event.merged());
        IncidentState survivor = state(event.incident());
        if (event.merged().equals(event.incident())) {
            return List.of();
        }
        dissolved
                .accounts()
                .forEach(account -> homes.put(account.report(), home(event.incident())));
        List<Change> changes = new ArrayList<>();
        changes.addAll(
                changed(
                        dissolved,
                        new IncidentState(
                                dissolved.id(),
                                List.of(),
                                dissolved.dossier().dissolved(event.incident()))));
        changes.addAll(
                changed(
                        survivor,
                        survivor.joinedBy(dissolved.accounts())
                                .with(
                                        survivor.dossier()
                                                .absorbing(
                                                        event.merged(),
                                                        event.incident(),
                                                        dissolved.dossier()))));
        return changes;
    }

    private List<Change> split(IncidentSplit event) {
        if (event.into().equals(event.incident())) {
            return List.of();
        }
        List<Change> changes =
                new ArrayList<>(
                        move(state(event.incident()), Set.copyOf(event.reports()), event.into()));
        IncidentState whole = state(event.incident());
        IncidentState part = state(event.into());
        Dossier own = whole.dossier().of(event.into());
        changes.addAll(changed(whole, whole.with(whole.dossier().without(event.into()))));
        changes.addAll(changed(part, part.with(part.dossier().with(own).revived())));
        return once(changes);
    }

    /**
     * An incident that takes reports lies where the move was recorded, wherever they had been
     * recorded before.
     */
    private List<Change> settled(List<Change> changes, IncidentId incident, TheatreId here) {
        IncidentState state = state(incident);
        if (state.liesIn(here)) {
            return changes;
        }
        List<Change> all = new ArrayList<>(changes);
        all.addAll(changed(state, state.settled(here)));
        return once(all);
    }

    private List<Change> dismissed(DuplicateDismissed event) {
        List<Change> changes = new ArrayList<>();
        for (IncidentId one : List.of(event.incident(), event.other())) {
            IncidentState before = state(one);
            changes.addAll(changed(before, before.dismissed(IncidentState.otherOf(event, one))));
        }
        return once(changes);
    }

    /** Moves those of an incident's accounts that are of these reports. */
    private List<Change> move(IncidentState from, Set<ReportId> reports, IncidentId into) {
        List<Account> moving = from.accountsOf(reports);
        if (moving.isEmpty()) {
            return List.of();
        }
        moving.forEach(account -> homes.put(account.report(), home(into)));
        IncidentState to = state(into);
        List<Change> changes = new ArrayList<>(changed(from, from.leftBy(reports)));
        changes.addAll(changed(to, to.joinedBy(moving)));
        return changes;
    }

    private static Home home(IncidentId incident) {
        return new Home(Optional.of(incident));
    }

    /** Several changes of one incident are one, from its first state to its last. */
    private static List<Change> once(List<Change> changes) {
        List<Change> merged = new ArrayList<>();
        for (Change change : changes) {
            int known = indexOf(merged, change.before().id());
            if (known < 0) {
                merged.add(change);
            } else {
                merged.set(known, new Change(merged.get(known).before(), change.after()));
            }
        }
        return merged;
    }

    private static int indexOf(List<Change> changes, IncidentId incident) {
        for (int i = 0; i < changes.size(); i++) {
            if (changes.get(i).before().id().equals(incident)) {
                return i;
            }
        }
        return -1;
    }
}
