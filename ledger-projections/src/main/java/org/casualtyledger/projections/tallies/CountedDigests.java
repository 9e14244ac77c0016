package org.casualtyledger.projections.tallies;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.casualtyledger.counting.CellKey;
import org.casualtyledger.counting.Measures;
import org.casualtyledger.counting.Methodology;
import org.casualtyledger.counting.Recount;
import org.casualtyledger.counting.TallyDigest;
import org.casualtyledger.edge.Problem;
import org.casualtyledger.projections.edge.Leaves;

/**
 * The digests of a methodology whose postings are not kept. Its sums are those of the stored
 * versions of incidents, as its tallies are; its journal is written anew from the log, as whoever
 * verifies it does.
 */
final class CountedDigests {
    /** Most events that are read for one receipt: about 10 s of a core. */
    static final long EVENTS = 100_000;

    private static final int PAGE = 2_048;

    private final Leaves leaves;

    CountedDigests(Leaves leaves) {
        this.leaves = leaves;
    }

    /**
     * @throws org.casualtyledger.edge.ProblemException 422 {@code too-many-versions} or {@code
     *     too-many-events}
     */
    KeptDigests.Digests at(Connection connection, Methodology methodology, long position)
            throws SQLException {
        if (position >= EVENTS) {
            throw tooManyEvents(methodology).asException();
        }
        return new KeptDigests.Digests(
                tally(connection, methodology, position),
                postings(methodology, position),
                System.nanoTime());
    }

    private static String tally(Connection connection, Methodology methodology, long position)
            throws SQLException {
        Map<CellKey, Measures> cells = new HashMap<>();
        Counted.onRequest(
                connection,
                methodology,
                position,
                (cell, measures) -> cells.merge(cell, measures, Measures::plus));
        return TallyDigest.of(position, methodology, cells);
    }

    private String postings(Methodology methodology, long position) {
        Recount recount = new Recount(methodology, position);
        for (long from = 0; from <= position; from += PAGE) {
            List<Long> page =
                    LongStream.range(from, Math.min(from + PAGE, position + 1)).boxed().toList();
            leaves.at(page).values().forEach(leaf -> recount.apply(leaf.recorded()));
        }
        return recount.digests().postings();
    }

    private static Problem tooManyEvents(Methodology methodology) {
        return new Problem(
                422,
                "too-many-events",
                "Too many events to write this methodology's journal on request",
                methodology.name()
                        + "@"
                        + methodology.version()
                        + " is not kept as a journal, and receipts of such are made of at most "
                        + EVENTS
                        + " events. A replay by it has both digests.");
    }
}
