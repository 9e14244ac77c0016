package org.casualtyledger.projections.candidates;

import java.util.List;
import java.util.Optional;

/**
 * How much two reports look as if they spoke of one event. Never more than a reason to look:
 * nothing is merged by it.
 *
 * <p>The score is the sum of five parts, at most 1,000: place 400, days 300, figures 120, actors
 * 100, sources 80. Three parts can be negative: figures that exclude each other (−80), different
 * alleged actors (−60), and two reports of one organisation (−150), which knows its own incidents
 * apart. Reports that are more than three days apart, or farther apart than their places allow, are
 * not compared any further. The points are the ledger's own, made so that the same town on the same
 * day is a candidate whatever else is stated, unless both figures and actors disagree; they are no
 * probability.
 *
 * @param score the sum of the reasons' points
 * @param one the report of the one incident that was compared
 * @param other the report of the other one
 */
record Likeness(
        int score,
        org.casualtyledger.events.ReportId one,
        org.casualtyledger.events.ReportId other,
        List<Reason> reasons) {
    /** From here on a pair of different organisations' incidents is an open candidate. */
    static final int OPEN = 600;

    /** Less than this is not worth a look: the same province in the same month. */
    static final int WORTH_A_LOOK = 250;

    Likeness {
        reasons = List.copyOf(reasons);
    }

    /**
     * One part of a score.
     *
     * @param about {@code place}, {@code days}, {@code figures}, {@code actors}, {@code sources} or
     *     {@code organisation}
     * @param points what it adds
     * @param words in English, without a full stop
     */
    record Reason(String about, int points, String words) {}

    /** Empty if place or days exclude that they are one. */
    static Optional<Likeness> of(Sighting a, Sighting b) {
        Optional<Reason> place = Places.compare(a, b);
        Optional<Reason> days = Days.compare(a, b);
        if (place.isEmpty() || days.isEmpty()) {
            return Optional.empty();
        }
        List<Reason> reasons =
                List.of(
                        place.get(),
                        days.get(),
                        Figures.compare(a, b),
                        Sharing.actors(a, b),
                        Sharing.sources(a, b),
                        Sharing.organisation(a, b));
        return Optional.of(
                new Likeness(
                        reasons.stream().mapToInt(Reason::points).sum(),
                        a.report(),
                        b.report(),
                        reasons.stream().filter(reason -> !reason.words().isEmpty()).toList()));
    }

    /** Two incidents are as alike as their most alike reports. */
    static Optional<Likeness> of(List<Sighting> one, List<Sighting> other) {
        Optional<Likeness> best = Optional.empty();
        for (Sighting a : one) {
            for (Sighting b : other) {
                Optional<Likeness> next = of(a, b);
                if (next.isPresent()
                        && (best.isEmpty() || next.get().score() > best.get().score())) {
                    best = next;
                }
            }
        }
        return best;
    }
}
