package org.casualtyledger.projections.series;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * One version of a report of a series.
 *
 * @param from the first day that it covers
 * @param to the last day; a cumulative report runs through it
 * @param backlog the stated part of an increase that is earlier harm found late
 */
record Point(
        UUID report,
        Version version,
        LocalDate from,
        LocalDate to,
        Stated killed,
        Stated injured,
        Stated undetermined,
        Backlog backlog) {
    /**
     * When and how a version came and ended.
     *
     * @param position of the event that made it
     * @param at when that was recorded
     * @param type of that event
     * @param ended the position of the event that ended it; empty if it still holds
     */
    record Version(long position, Instant at, String type, Optional<Ended> ended) {}

    /**
     * @param by type of the event that ended it
     * @param reason a withdrawal's; {@code incident} if it became a report of an incident
     */
    record Ended(long position, String by, Optional<String> reason) {}

    record Backlog(Stated killed, Stated injured) {
        boolean isStated() {
            return killed.isStated() || injured.isStated();
        }
    }

    /** Bounds as stated; also signed differences of them. */
    record Stated(OptionalInt min, OptionalInt max) {
        boolean isStated() {
            return min.isPresent() || max.isPresent();
        }

        /** What was added since; unknown where either is not stated. */
        Stated since(Stated before) {
            return new Stated(difference(min, before.min), difference(max, before.max));
        }

        private static OptionalInt difference(OptionalInt now, OptionalInt before) {
            return now.isPresent() && before.isPresent()
                    ? OptionalInt.of(now.getAsInt() - before.getAsInt())
                    : OptionalInt.empty();
        }
    }

    /** Signed, bound by bound. */
    record Difference(Stated killed, Stated injured, Stated undetermined) {
        /** What is left of it without a backlog; unknown where none is stated. */
        Difference without(Backlog backlog) {
            Stated unknown = new Stated(OptionalInt.empty(), OptionalInt.empty());
            return new Difference(
                    killed.since(backlog.killed), injured.since(backlog.injured), unknown);
        }
    }

    long position() {
        return version.position();
    }

    Optional<Difference> since(Optional<Point> before) {
        return before.map(
                b ->
                        new Difference(
                                killed.since(b.killed),
                                injured.since(b.injured),
                                undetermined.since(b.undetermined)));
    }
}
