package org.casualtyledger.api.incidents;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.casualtyledger.api.commands.Decision;
import org.casualtyledger.api.commands.History;
import org.casualtyledger.api.commands.IncidentStanding;
import org.casualtyledger.api.commands.Refusal;
import org.casualtyledger.api.eventlog.Tag;
import org.casualtyledger.api.incidents.MoveCommand.ReverseMove;
import org.casualtyledger.events.DuplicateConfirmed;
import org.casualtyledger.events.DuplicateDismissed;
import org.casualtyledger.events.IncidentEvent;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.IncidentRehomed;
import org.casualtyledger.events.IncidentSplit;
import org.casualtyledger.events.IncidentsMerged;
import org.casualtyledger.events.Judgement;
import org.casualtyledger.events.MoveEvent;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.ReportsLinked;
import org.casualtyledger.events.ReviewApproved;
import org.casualtyledger.events.StatementRecorded;

/** Which event reverses which, and when none can any more. Part of {@link MoveDecider}. */
final class MoveReversals {
    /** As many are named; more would not help anybody. */
    private static final int NAMED = 10;

    private MoveReversals() {}

    static Set<Tag> bearing(ReverseMove c, History known) {
        Set<Tag> tags = new LinkedHashSet<>();
        switch (move(c, known).orElse(null)) {
            case ReportsLinked e ->
                    e.moves().forEach(move -> tags.addAll(History.tagsOf(move.from())));
            case IncidentsMerged e -> tags.addAll(History.tagsOf(e.merged()));
            case IncidentSplit e -> tags.addAll(History.tagsOf(e.into()));
            case IncidentRehomed e -> tags.addAll(MoveDecider.versionsOf(e.incident(), known));
            case DuplicateConfirmed e -> tags.addAll(History.tagsOf(e.survivor()));
            case null, default -> {}
        }
        return tags;
    }

    /** The event that is to be reversed, if it is one of this incident. */
    private static Optional<IncidentEvent> move(ReverseMove c, History known) {
        return known.at(c.event())
                .map(recorded -> recorded.event())
                .filter(IncidentEvent.class::isInstance)
                .map(IncidentEvent.class::cast)
                .filter(event -> event.incident().equals(c.incident()));
    }

    static Decision decide(ReverseMove c, IncidentStanding here, History history) {
        Optional<IncidentEvent> move = move(c, history);
        if (move.isEmpty()) {
            return MoveDecider.refused(new MoveRefusal.NotAMove(c.event()));
        }
        return switch (move.get()) {
            case MoveEvent e ->
                    switch (e) {
                        case ReportsLinked linked -> linkBack(c, linked, here, history);
                        case IncidentsMerged merged -> splitAgain(c, merged, here);
                        case IncidentSplit split -> mergeAgain(c, split, here, history);
                        case IncidentRehomed rehomed -> rehomeBack(c, rehomed, here, history);
                    };
            case DuplicateConfirmed e -> dismiss(c, e, here);
            case DuplicateDismissed _ ->
                    MoveDecider.refused(new MoveRefusal.DismissalStands(c.event()));
            case Judgement _, ReviewApproved _, StatementRecorded _ ->
                    MoveDecider.refused(new MoveRefusal.NotAMove(c.event()));
        };
    }

    /** One event for each incident that they came from. */
    private static Decision linkBack(
            ReverseMove c, ReportsLinked linked, IncidentStanding here, History history) {
        Map<IncidentId, List<ReportsLinked.Move>> back = new LinkedHashMap<>();
        for (ReportsLinked.Move move : linked.moves()) {
            back.computeIfAbsent(move.from(), _ -> new ArrayList<>())
                    .add(new ReportsLinked.Move(move.report(), c.incident()));
        }
        Optional<Refusal> refusal =
                movedOn(c, linked.moves().stream().map(ReportsLinked.Move::report).toList(), here);
        List<IncidentEvent> events = new ArrayList<>();
        for (Map.Entry<IncidentId, List<ReportsLinked.Move>> group : back.entrySet()) {
            IncidentStanding from = history.incident(group.getKey());
            refusal =
                    refusal.or(() -> MoveDecider.dissolved(from))
                            .or(() -> MoveDecider.otherTheatre(here, from))
                            .or(() -> MoveDecider.room(from, group.getValue().size()));
            events.add(new ReportsLinked(group.getKey(), group.getValue(), c.digests()));
        }
        return refusal.map(MoveDecider::refused)
                .orElseGet(() -> new Decision.Accepted(here.theatre().orElseThrow(), events));
    }

    private static Decision splitAgain(
            ReverseMove c, IncidentsMerged merged, IncidentStanding here) {
        boolean stands =
                Optional.of(c.event())
                        .equals(Optional.ofNullable(here.mergedHere().get(merged.merged())));
        if (!stands) {
            return refused(c, merged.merged() + " is no part of this incident any more.");
        }
        return movedOn(c, merged.reports(), here)
                .map(MoveDecider::refused)
                .orElseGet(
                        () ->
                                MoveDecider.accepted(
                                        here,
                                        new IncidentSplit(
                                                c.incident(),
                                                merged.merged(),
                                                merged.reports(),
                                                c.digests())));
    }

    private static Decision mergeAgain(
            ReverseMove c, IncidentSplit split, IncidentStanding here, History history) {
        IncidentStanding other = history.incident(split.into());
        if (other.theatreAt() != c.event()
                || !other.reports().keySet().equals(Set.copyOf(split.reports()))) {
            return refused(
                    c, split.into() + " is no longer what was split off into it, or where it was.");
        }
        return movedOn(c, split.reports(), other)
                .or(() -> MoveDecider.mergeable(here, other, "event"))
                .map(MoveDecider::refused)
                .orElseGet(() -> MoveDecider.accepted(here, MoveDecider.merged(c, here, other)));
    }

    private static Decision rehomeBack(
            ReverseMove c, IncidentRehomed rehomed, IncidentStanding here, History history) {
        return here.theatreAt() == c.event()
                ? MoveDecider.rehomed(c, rehomed.from(), here, history)
                : refused(c, "The incident was rehomed again.");
    }

    private static Decision dismiss(
            ReverseMove c, DuplicateConfirmed confirmed, IncidentStanding here) {
        boolean stands = here.duplicateOf().filter(d -> d.at() == c.event()).isPresent();
        return stands
                ? MoveDecider.accepted(here, MoveDecider.dismissed(c, confirmed.survivor()))
                : refused(c, "The confirmation was taken back already.");
    }

    /** Whether all of these reports are still there by that very move. */
    private static Optional<Refusal> movedOn(
            ReverseMove c, List<ReportId> reports, IncidentStanding there) {
        List<String> gone =
                reports.stream()
                        .filter(r -> there.reports().getOrDefault(r, -1L) != c.event())
                        .map(ReportId::toString)
                        .toList();
        if (gone.isEmpty()) {
            return Optional.empty();
        }
        String named = String.join(", ", gone.subList(0, Math.min(NAMED, gone.size())));
        return Optional.of(
                new MoveRefusal.MovedOn(
                        c.event(),
                        gone.size() + " of its reports were moved again: " + named + "."));
    }

    private static Decision refused(ReverseMove c, String what) {
        return MoveDecider.refused(new MoveRefusal.MovedOn(c.event(), what));
    }
}
