package org.casualtyledger.projections.edge;

import org.casualtyledger.counting.Measures;

/** The total that a tally's query has at a position: for answers that compare it with another. */
public interface TallyTotals {
    /**
     * @param query as {@link org.casualtyledger.edge.Parameters#canonical} writes it
     * @param position that is applied; its names hold
     */
    Answer at(String query, KnownMethodologies.Asked methodology, long position);

    /** What comes of it. */
    sealed interface Answer {
        /**
         * @param explain the same question as parameters of {@code GET /v1/tallies/explain},
         *     without the two positions
         */
        record Counted(Measures total, String explain) implements Answer {}

        /** It can be counted here no more. */
        record NotCounted(String why) implements Answer {}
    }
}
