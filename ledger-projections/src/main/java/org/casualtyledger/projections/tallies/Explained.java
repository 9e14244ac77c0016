package org.casualtyledger.projections.tallies;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.casualtyledger.counting.Measures;
import org.casualtyledger.events.IncidentId;

/**
 * Why a tally changed between two positions.
 *
 * @param lines what each event did, in the order of their positions; none of them if there are more
 *     than {@link #LINES}
 * @param causes the sums of all lines by cause
 * @param complete whether all lines are there
 */
record Explained(
        long after,
        long through,
        Measures before,
        Measures now,
        List<Line> lines,
        Map<String, Sum> causes,
        boolean complete) {
    /** Most lines of one answer, about 5 MB of JSON; above it, causes alone are told. */
    static final int LINES = 10_000;

    /** A new report about months that had ended before the first of the two positions. */
    static final String LATE_REPORT = "late-report";

    /** Another default methodology was set. */
    static final String METHODOLOGY = "methodology";

    Explained {
        lines = List.copyOf(lines);
    }

    /**
     * What one event did to what was asked about.
     *
     * @param incident whose contribution changed; empty where a name stood for something else from
     *     then on, or another methodology counts
     * @param measures signed
     */
    record Line(long position, String cause, Optional<IncidentId> incident, Measures measures) {}

    record Sum(long lines, Measures measures) {
        private Sum plus(Measures more) {
            return new Sum(lines + 1, measures.plus(more));
        }
    }

    /** What all causes add up to. */
    Measures sum() {
        return causes.values().stream().map(Sum::measures).reduce(Measures.ZERO, Measures::plus);
    }

    /** What is to be explained: now − before. */
    Measures difference() {
        return now.plus(before.negated());
    }

    /** Gathers lines; those that change nothing are left out. */
    static final class Lines {
        private final List<Line> lines = new ArrayList<>();
        private final Map<String, Sum> causes = new TreeMap<>();
        private boolean complete = true;

        void add(Line line) {
            if (line.measures().isZero()) {
                return;
            }
            causes.merge(
                    line.cause(),
                    new Sum(1, line.measures()),
                    (known, one) -> known.plus(one.measures()));
            if (lines.size() < LINES) {
                lines.add(line);
            } else {
                complete = false;
            }
        }

        Explained explained(long after, long through, Measures before, Measures now) {
            lines.sort(Comparator.comparingLong(Line::position));
            return new Explained(
                    after, through, before, now, complete ? lines : List.of(), causes, complete);
        }
    }
}
