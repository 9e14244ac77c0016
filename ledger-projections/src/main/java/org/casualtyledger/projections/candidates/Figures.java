package org.casualtyledger.projections.candidates;

import org.casualtyledger.events.claim.Range;
import org.casualtyledger.projections.candidates.Likeness.Reason;

/**
 * Compares how many civilians two reports say were killed; where not both say it, how many were
 * injured. 120 points for ranges that overlap, 40 where both say nobody; 60 where the one is at
 * most twice the other; −80 where they are farther apart; nothing where they cannot be compared:
 * what is not stated excludes nothing.
 */
final class Figures {
    private static final Reason NOTHING_TO_COMPARE = new Reason("figures", 0, "");

    private Figures() {}

    static Reason compare(Sighting a, Sighting b) {
        if (a.killed().isStated() && b.killed().isStated()) {
            return compare(a.killed(), b.killed(), "killed");
        }
        return a.injured().isStated() && b.injured().isStated()
                ? compare(a.injured(), b.injured(), "injured")
                : NOTHING_TO_COMPARE;
    }

    private static Reason compare(Range a, Range b, String harm) {
        String figures = text(a) + " and " + text(b) + " " + harm;
        if (low(a) <= high(b) && low(b) <= high(a)) {
            return high(a) == 0 && high(b) == 0
                    ? new Reason("figures", 40, "both say that nobody was " + harm)
                    : new Reason("figures", 120, figures + " overlap");
        }
        long more = Math.max(low(a), low(b));
        long less = Math.min(high(a), high(b));
        return more <= 2 * less
                ? new Reason("figures", 60, figures + " are close")
                : new Reason("figures", -80, figures + " exclude each other");
    }

    private static long low(Range range) {
        return range.min().orElse(0);
    }

    private static long high(Range range) {
        return range.max().isPresent() ? range.max().getAsInt() : Long.MAX_VALUE / 2;
    }

    private static String text(Range range) {
        if (range.max().isEmpty()) {
            return "at least " + low(range);
        }
        if (range.min().isEmpty()) {
            return "at most " + high(range);
        }
        return low(range) == high(range)
                ? Long.toString(low(range))
                : low(range) + "–" + high(range);
    }
}
