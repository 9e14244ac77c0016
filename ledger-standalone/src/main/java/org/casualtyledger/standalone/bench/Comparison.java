package org.casualtyledger.standalone.bench;

import java.util.List;
import java.util.OptionalDouble;

/**
 * One line of the table of rates.
 *
 * @param id for programs
 * @param work what is done
 * @param counted what is done so often per second: events, queries
 * @param beside what it is measured beside
 * @param goal the design's least ratio; empty where it names none
 * @param compared exactly what each side did, a sentence or more each
 */
record Comparison(
        String id,
        String work,
        String counted,
        String beside,
        Spread ours,
        Spread theirs,
        OptionalDouble goal,
        List<String> compared) {
    Comparison {
        compared = List.copyOf(compared);
    }

    /** Of the medians. */
    double ratio() {
        return ours.median() / theirs.median();
    }

    /** Judged on the ratio as it is, not as it is printed. */
    boolean reached() {
        return goal.isPresent() && ratio() >= goal.getAsDouble();
    }
}
