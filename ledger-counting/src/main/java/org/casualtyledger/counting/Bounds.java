package org.casualtyledger.counting;

/**
 * A sum of one kind of harm over incidents; signed, so that it can be posted and taken back.
 *
 * <p>Unit: people, except as said. {@code min} and {@code max} are bounds on what was documented,
 * not a confidence interval.
 *
 * @param min the sum of stated minima; an incident with a maximum alone adds 0
 * @param max the sum of stated maxima; an open-ended incident adds the highest figure that was
 *     stated for it
 * @param notStated incidents of which neither bound is stated; they add nothing to the sums
 * @param openEnded incidents for which somebody states a minimum and no maximum ("at least 10")
 */
public record Bounds(long min, long max, long notStated, long openEnded) {
    static final Bounds ZERO = new Bounds(0, 0, 0, 0);
    static final Bounds NOT_STATED = new Bounds(0, 0, 1, 0);

    Bounds plus(Bounds other) {
        return new Bounds(
                Math.addExact(min, other.min),
                Math.addExact(max, other.max),
                Math.addExact(notStated, other.notStated),
                Math.addExact(openEnded, other.openEnded));
    }

    Bounds negated() {
        return new Bounds(-min, -max, -notStated, -openEnded);
    }
}
