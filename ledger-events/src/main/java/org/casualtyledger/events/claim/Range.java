package org.casualtyledger.events.claim;

import java.util.OptionalInt;

/**
 * How many people, as a claim states it: a minimum, a maximum, and a best figure where the source
 * gives one.
 *
 * <p>Unit: people. Each bound may be missing, because <em>not stated is not zero</em>: "at least
 * 10" has a minimum and no maximum. {@code best} is kept as stated and never moves a bound. The
 * shape is that of UCDP GED's low, best and high and of Airwars' minimum and maximum.
 */
public record Range(OptionalInt min, OptionalInt max, OptionalInt best) {
    public static final Range NOT_STATED =
            new Range(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());

    public Range {
        check("min", min);
        check("max", max);
        check("best", best);
        if (min.isPresent() && max.isPresent() && min.getAsInt() > max.getAsInt()) {
            throw new IllegalArgumentException(
                    "min " + min.getAsInt() + " above max " + max.getAsInt());
        }
    }

    public static Range of(int min, int max) {
        return new Range(OptionalInt.of(min), OptionalInt.of(max), OptionalInt.empty());
    }

    public static Range exactly(int count) {
        return of(count, count);
    }

    public static Range atLeast(int min) {
        return new Range(OptionalInt.of(min), OptionalInt.empty(), OptionalInt.empty());
    }

    /** Whether at least one bound is stated. A best figure alone is no bound. */
    public boolean isStated() {
        return min.isPresent() || max.isPresent();
    }

    /** Whether a minimum is stated without a maximum ("at least 10"). */
    public boolean isOpenEnded() {
        return min.isPresent() && max.isEmpty();
    }

    private static void check(String name, OptionalInt value) {
        if (value.isPresent() && (value.getAsInt() < 0 || value.getAsInt() > Limits.COUNT)) {
            throw new IllegalArgumentException(name + " out of bounds: " + value.getAsInt());
        }
    }
}
