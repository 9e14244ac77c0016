package org.casualtyledger.projections.tallies;

import java.util.List;
import java.util.Optional;

/**
 * What held from a position to another.
 *
 * @param to exclusive; {@link Long#MAX_VALUE}: still
 */
record Held<T>(long from, long to, T value) {
    boolean at(long position) {
        return from <= position && position < to;
    }

    /** What held at a position. */
    static <T> Optional<T> at(List<Held<T>> history, long position) {
        for (Held<T> held : history) {
            if (held.at(position)) {
                return Optional.of(held.value());
            }
        }
        return Optional.empty();
    }
}
