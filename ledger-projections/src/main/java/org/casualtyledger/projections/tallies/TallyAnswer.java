package org.casualtyledger.projections.tallies;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.casualtyledger.counting.Measures;

/**
 * The answer to a question.
 *
 * @param position as of which it stands, −1 before the first event
 * @param rows the groups, in the order of their names; none if nothing was grouped by
 * @param total the sum of all rows; of what is behind them, where rows do not add up
 * @param parts of the total, where one actor or one city was asked for
 * @param overlapping what overlaps the months asked for and is not inside them; never part of the
 *     total
 */
record TallyAnswer(
        long position,
        List<Group> rows,
        Measures total,
        Map<Part, Measures> parts,
        Optional<Measures> overlapping) {
    TallyAnswer {
        rows = List.copyOf(rows);
        parts = Map.copyOf(parts);
    }

    /**
     * One row.
     *
     * @param values of the group's columns, as {@link By#columns} lists them: String, Integer, List
     *     of String, or nothing
     * @param parts of the row, as those of the total; of an actor that has a row of its own
     */
    record Group(List<Optional<Object>> values, Measures measures, Map<Part, Measures> parts) {
        Group {
            parts = Map.copyOf(parts);
        }
    }
}
