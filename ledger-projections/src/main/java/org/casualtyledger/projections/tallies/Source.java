package org.casualtyledger.projections.tallies;

import java.util.List;
import java.util.OptionalLong;

/** Where a tally's sums are added up from: a table or subquery {@code t} of cells and measures. */
record Source(String sql, List<Object> parameters) {
    /**
     * @param asOf empty for the latest position
     * @param latest about where the read side is; chooses the cheaper of two equal ways
     */
    static Source of(OptionalLong asOf, long latest) {
        if (asOf.isEmpty()) {
            return new Source("tally t", List.of());
        }
        if (asOf.getAsLong() < latest / 2) {
            return new Source(
                    "(SELECT cell, "
                            + MeasureColumns.PLAIN
                            + " FROM tally_posting WHERE position <= ?) AS t",
                    List.of(asOf.getAsLong()));
        }
        return takenBack(asOf.getAsLong());
    }

    /** The latest sums, with what was posted since the position taken back. */
    static Source takenBack(long asOf) {
        return new Source(
                """
                (SELECT cell, %s FROM tally
                 UNION ALL
                 SELECT cell, %s FROM tally_posting WHERE position > ?) AS t\
                """
                        .formatted(MeasureColumns.PLAIN, MeasureColumns.NEGATED),
                List.of(asOf));
    }
}
