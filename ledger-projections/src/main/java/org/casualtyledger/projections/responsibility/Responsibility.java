package org.casualtyledger.projections.responsibility;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.casualtyledger.counting.Bounds;
import org.casualtyledger.counting.Dossier;
import org.casualtyledger.counting.Measures;
import org.casualtyledger.events.Stance;
import org.casualtyledger.events.StatementRecorded.Said;
import org.casualtyledger.events.claim.Range;

/**
 * Sums what actors are alleged to have done beside what they say of it. A denial lowers nothing:
 * what is alleged stays as it is, and what is conceded stands beside it. Not safe for use by
 * several threads at once.
 */
public final class Responsibility {
    private final Map<Actor, Sum> sums = new HashMap<>();

    /**
     * An armed party.
     *
     * @param name as registered, or as stated
     * @param id where it is registered
     */
    public record Actor(String name, Optional<String> id) {}

    /**
     * One actor.
     *
     * @param sole of incidents of which nobody else is alleged
     * @param shared of incidents of which others are alleged too
     * @param stances in how many of these incidents its current statement says what
     * @param none in how many of them it said nothing
     * @param killed civilians whose killing it concedes; {@code notStated} counts admissions
     *     without a figure
     * @param injured the same of injuries
     */
    public record Row(
            Actor actor,
            Measures sole,
            Measures shared,
            Map<Stance, Long> stances,
            long none,
            Bounds killed,
            Bounds injured) {}

    private static final class Sum {
        private Measures sole = Measures.ZERO;
        private Measures shared = Measures.ZERO;
        private final Map<Stance, Long> stances = new EnumMap<>(Stance.class);
        private Bounds killed = new Bounds(0, 0, 0, 0);
        private Bounds injured = new Bounds(0, 0, 0, 0);

        Row row(Actor actor) {
            long said = stances.values().stream().mapToLong(Long::longValue).sum();
            return new Row(
                    actor,
                    sole,
                    shared,
                    Map.copyOf(stances),
                    sole.incidents() + shared.incidents() - said,
                    killed,
                    injured);
        }
    }

    /**
     * What an actor says of an incident now: the statement made last, of those made on one day the
     * one recorded last.
     */
    public static Optional<Said> current(
            List<Dossier.Recorded> statements, Predicate<String> isActor) {
        return statements.stream()
                .filter(recorded -> isActor.test(recorded.said().actor()))
                .max(
                        Comparator.<Dossier.Recorded, java.time.LocalDate>comparing(
                                        recorded -> recorded.said().on())
                                .thenComparing(Dossier.Recorded::position))
                .map(Dossier.Recorded::said);
    }

    /** All that an actor is alleged of. */
    public void alleged(Actor actor, Measures sole, Measures shared) {
        Sum sum = sums.computeIfAbsent(actor, _ -> new Sum());
        sum.sole = sum.sole.plus(sole);
        sum.shared = sum.shared.plus(shared);
    }

    /** Its current statement about one incident that it is alleged of. */
    public void says(Actor actor, Said said) {
        Sum sum = sums.computeIfAbsent(actor, _ -> new Sum());
        sum.stances.merge(said.stance(), 1L, Long::sum);
        if (said.stance() == Stance.ADMITS) {
            sum.killed = plus(sum.killed, said.killed());
            sum.injured = plus(sum.injured, said.injured());
        }
    }

    /** By name, then id. */
    public List<Row> rows() {
        return sums.entrySet().stream()
                .map(entry -> entry.getValue().row(entry.getKey()))
                .sorted(
                        Comparator.<Row, String>comparing(row -> row.actor().name())
                                .thenComparing(row -> row.actor().id().orElse("")))
                .toList();
    }

    private static Bounds plus(Bounds sum, Range range) {
        int min = range.min().orElse(0);
        return new Bounds(
                Math.addExact(sum.min(), min),
                Math.addExact(sum.max(), range.max().orElse(min)),
                Math.addExact(sum.notStated(), range.isStated() ? 0 : 1),
                Math.addExact(sum.openEnded(), range.isOpenEnded() ? 1 : 0));
    }
}
