package org.casualtyledger.projections.replays;

import org.casualtyledger.counting.Measures;

/**
 * Live tallies and those of a replay, as of one position that both have reached.
 *
 * @param cells how many cells readers are answered differently for
 */
record Comparison(long position, Digests live, Digests replay, long cells) {

    /** Of what is stored, in lower-case hexadecimal. */
    record Digests(String tally, String postings) {}

    /**
     * One cell that differs.
     *
     * @param cell its name, as in digests
     */
    record Difference(String cell, Measures live, Measures replay) {}

    boolean agrees() {
        return cells == 0 && live.equals(replay);
    }
}
