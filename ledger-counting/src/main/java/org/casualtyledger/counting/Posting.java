package org.casualtyledger.counting;

import java.util.ArrayList;
import java.util.List;
import org.casualtyledger.events.IncidentId;

/**
 * One signed line that an event adds to the journal.
 *
 * @param position the event's
 * @param ordinal 0-based among the event's lines: what is taken back comes first
 * @param incident whose contribution it is
 * @param cause the kind of event
 */
public record Posting(
        long position,
        int ordinal,
        IncidentId incident,
        Cause cause,
        CellKey cell,
        Measures measures) {

    /** −old, +new of every incident that the event changed; nothing where both are the same. */
    public static List<Posting> of(
            Methodology methodology, long position, Cause cause, List<Change> changes) {
        if (changes.isEmpty()) {
            return List.of();
        }
        List<Posting> lines = new ArrayList<>(2);
        List<Posting> added = new ArrayList<>(1);
        for (Change change : changes) {
            List<Contribution> before = methodology.contributions(change.before());
            List<Contribution> after = methodology.contributions(change.after());
            if (!before.equals(after)) {
                IncidentId incident = change.after().id();
                for (Contribution line : before) {
                    Contribution back = line.negated();
                    lines.add(
                            new Posting(
                                    position,
                                    lines.size(),
                                    incident,
                                    cause,
                                    back.cell(),
                                    back.measures()));
                }
                for (Contribution line : after) {
                    added.add(
                            new Posting(
                                    position, 0, incident, cause, line.cell(), line.measures()));
                }
            }
        }
        for (Posting line : added) {
            lines.add(line.numbered(lines.size()));
        }
        return lines;
    }

    private Posting numbered(int number) {
        return new Posting(position, number, incident, cause, cell, measures);
    }
}
