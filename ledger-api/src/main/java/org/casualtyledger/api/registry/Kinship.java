package org.casualtyledger.api.registry;

import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.casualtyledger.events.ActorId;
import org.casualtyledger.events.ActorRegistered.Membership;

/**
 * Whether memberships run in a circle on some day. Over all days they may: forces split and join.
 */
final class Kinship {
    /** Paths that are followed; a registry of real forces has a few dozen above one actor. */
    private static final int STEPS = 100_000;

    private Kinship() {}

    /** Days, both inclusive. */
    private record Days(LocalDate from, LocalDate to) {
        static Days of(Membership membership) {
            return new Days(
                    membership.from().orElse(LocalDate.MIN), membership.to().orElse(LocalDate.MAX));
        }

        Optional<Days> and(Days other) {
            LocalDate start = from.isAfter(other.from) ? from : other.from;
            LocalDate end = to.isBefore(other.to) ? to : other.to;
            return start.isAfter(end) ? Optional.empty() : Optional.of(new Days(start, end));
        }
    }

    private record Step(ActorId at, Days days) {}

    /**
     * The indexes of those memberships by which the actor would be part of itself on some day.
     *
     * @param above the memberships of everybody above it; whoever is missing is part of nobody
     */
    static List<Integer> circular(
            ActorId actor, List<Membership> memberships, Map<ActorId, List<Membership>> above) {
        List<Integer> circular = new ArrayList<>();
        for (int i = 0; i < memberships.size(); i++) {
            if (leadsTo(actor, memberships.get(i), above)) {
                circular.add(i);
            }
        }
        return circular;
    }

    private static boolean leadsTo(
            ActorId actor, Membership first, Map<ActorId, List<Membership>> above) {
        Set<Step> seen = new HashSet<>();
        Deque<Step> open = new ArrayDeque<>(List.of(new Step(first.of(), Days.of(first))));
        while (!open.isEmpty() && seen.size() < STEPS) {
            Step step = open.remove();
            if (step.at().equals(actor)) {
                return true;
            }
            if (seen.add(step)) {
                for (Membership up : above.getOrDefault(step.at(), List.of())) {
                    step.days()
                            .and(Days.of(up))
                            .map(d -> new Step(up.of(), d))
                            .ifPresent(open::add);
                }
            }
        }
        // Too many paths to follow: better refused than a circle that a fold would run in.
        return !open.isEmpty();
    }
}
