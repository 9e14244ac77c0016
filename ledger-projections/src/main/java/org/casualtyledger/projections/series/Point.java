package org.casualtyledger.projections.series;

import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * One report of a series.
 *
 * @param position of its version
 * @param from the first day that it covers
 * @param to the last day; a cumulative report runs through it
 */
record Point(
        UUID report,
        long position,
        LocalDate from,
        LocalDate to,
        Stated killed,
        Stated injured,
        Stated undetermined) {

    /** Bounds as stated; also signed differences of them. */
    record Stated(OptionalInt min, OptionalInt max) {
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

    record Difference(Stated killed, Stated injured, Stated undetermined) {}

    Optional<Difference> since(Optional<Point> before) {
        return before.map(
                b ->
                        new Difference(
                                killed.since(b.killed),
                                injured.since(b.injured),
                                undetermined.since(b.undetermined)));
    }
}
