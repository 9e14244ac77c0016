package org.casualtyledger.standalone.bench;

import java.util.List;

/**
 * One line of the table of waits, in milliseconds.
 *
 * @param id for programs
 * @param work what is waited for
 * @param p50 the wait that half of a round's did not exceed, round by round
 * @param p99 the same of 99 in 100
 * @param goalMillis the design's most for p99
 * @param measured exactly what was done, a sentence or more each
 */
record Latency(
        String id, String work, Spread p50, Spread p99, double goalMillis, List<String> measured) {
    Latency {
        measured = List.copyOf(measured);
    }

    /** Judged on the median of the rounds' p99, as it is and not as it is printed. */
    boolean reached() {
        return p99.median() <= goalMillis;
    }
}
