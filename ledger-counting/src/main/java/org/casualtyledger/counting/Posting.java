package org.casualtyledger.counting;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One signed line that an event adds to the journal.
 *
 * @param position the event's
 * @param ordinal 0-based among the event's lines: what is taken back comes first
 */
public record Posting(long position, int ordinal, CellKey cell, Measures measures) {

    /** −old, +new; nothing where both are the same. */
    public static List<Posting> between(
            long position, Optional<Contribution> before, Optional<Contribution> after) {
        if (before.equals(after)) {
            return List.of();
        }
        List<Posting> lines = new ArrayList<>(2);
        before.map(Contribution::negated).ifPresent(line -> add(lines, position, line));
        after.ifPresent(line -> add(lines, position, line));
        return lines;
    }

    private static void add(List<Posting> lines, long position, Contribution line) {
        lines.add(new Posting(position, lines.size(), line.cell(), line.measures()));
    }
}
