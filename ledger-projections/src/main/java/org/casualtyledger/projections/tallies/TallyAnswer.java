package org.casualtyledger.projections.tallies;

import java.util.List;
import java.util.Optional;
import org.casualtyledger.counting.Measures;

/**
 * The answer to a question.
 *
 * @param position as of which it stands, −1 before the first event
 * @param rows the groups, in the order of their names; none if nothing was grouped by
 * @param total the sum of all rows
 * @param overlapping what overlaps the months asked for and is not inside them; never part of the
 *     total
 */
record TallyAnswer(
        long position, List<Group> rows, Measures total, Optional<Measures> overlapping) {
    /**
     * One row.
     *
     * @param values of the group's columns, as {@link By#columns} lists them: String, Integer, List
     *     of String, or nothing
     */
    record Group(List<Optional<Object>> values, Measures measures) {}
}
