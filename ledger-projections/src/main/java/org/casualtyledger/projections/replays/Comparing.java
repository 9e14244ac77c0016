package org.casualtyledger.projections.replays;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.casualtyledger.counting.Measures;
import org.casualtyledger.counting.Methodology;
import org.casualtyledger.projections.edge.StoredTallies;
import org.casualtyledger.projections.processing.ReadSideUnavailable;
import org.casualtyledger.projections.processing.Watermark;

/**
 * Compares live tallies with a replay's, cell by cell by their names: row numbers differ between
 * any two schemas. Both sides are read in the order of the names, so memory stays flat.
 */
final class Comparing {
    static final String NO_SUCH_TABLE = "42P01";

    private final DataSource read;
    private final StoredTallies tallies;
    private final Methodology live;

    Comparing(DataSource read, StoredTallies tallies, Methodology live) {
        this.read = read;
        this.tallies = tallies;
        this.live = live;
    }

    /** Where two schemas are read, each in its own snapshot. */
    private interface Work<T> {
        T with(Connection live, Connection replay, long position) throws SQLException;
    }

    /** As of the lesser of both positions; empty where one has not begun. */
    Optional<Comparison> latest(DataSource shadow, Methodology methodology) {
        return inSnapshots(
                shadow, (here, there, position) -> compare(here, there, methodology, position));
    }

    /** On connections on which nothing moves meanwhile. */
    Comparison compare(Connection here, Connection there, Methodology methodology, long position)
            throws SQLException {
        Comparison.Digests one = digests(here, live, position);
        Comparison.Digests other = digests(there, methodology, position);
        long[] cells = new long[1];
        each(
                here,
                there,
                position,
                "",
                _ -> {
                    cells[0]++;
                    return true;
                });
        return new Comparison(position, one, other, cells[0]);
    }

    /**
     * Differences by the names of cells.
     *
     * @param pinned the position that the first page named; empty for the first page
     * @param after only cells whose names follow this one
     * @throws org.casualtyledger.edge.ProblemException 400 for a position that no page named
     */
    Optional<Page> page(DataSource shadow, Optional<Long> pinned, String after, int limit) {
        return inSnapshots(
                shadow,
                (here, there, position) -> {
                    List<Comparison.Difference> found = new ArrayList<>();
                    long at = pinned.orElse(position);
                    if (at < 0 || at > position) {
                        throw ReplayProblems.badCursor();
                    }
                    each(
                            here,
                            there,
                            at,
                            after,
                            difference -> {
                                found.add(difference);
                                return found.size() <= limit;
                            });
                    boolean more = found.size() > limit;
                    return new Page(at, more ? found.subList(0, limit) : found, more);
                });
    }

    record Page(long position, List<Comparison.Difference> differences, boolean more) {}

    private Comparison.Digests digests(Connection connection, Methodology by, long position)
            throws SQLException {
        return new Comparison.Digests(
                tallies.tallyDigest(connection, by, position),
                tallies.postingsDigest(connection, by, position));
    }

    /** Until it has had enough. */
    private void each(
            Connection here,
            Connection there,
            long position,
            String after,
            Predicate<Comparison.Difference> goesOn)
            throws SQLException {
        try (StoredTallies.Cells ours = tallies.cells(here, position, after);
                StoredTallies.Cells theirs = tallies.cells(there, position, after)) {
            Optional<StoredTallies.Cell> one = ours.next();
            Optional<StoredTallies.Cell> other = theirs.next();
            boolean wanted = true;
            while (wanted && (one.isPresent() || other.isPresent())) {
                int order = order(one, other);
                Measures a = order <= 0 ? one.orElseThrow().measures() : Measures.ZERO;
                Measures b = order >= 0 ? other.orElseThrow().measures() : Measures.ZERO;
                if (!a.equals(b)) {
                    String name = (order <= 0 ? one : other).orElseThrow().name();
                    wanted = goesOn.test(new Comparison.Difference(name, a, b));
                }
                one = order <= 0 ? ours.next() : one;
                other = order >= 0 ? theirs.next() : other;
            }
        }
    }

    private static int order(Optional<StoredTallies.Cell> one, Optional<StoredTallies.Cell> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isPresent() ? -1 : 1;
        }
        return bytewise(one.get().name(), other.get().name());
    }

    /** As PostgreSQL's collation "C" has it: by UTF-8 bytes, which is by code points. */
    static int bytewise(String one, String other) {
        int[] a = one.codePoints().toArray();
        int[] b = other.codePoints().toArray();
        return java.util.Arrays.compare(a, b);
    }

    private <T> Optional<T> inSnapshots(DataSource shadow, Work<T> work) {
        try (Connection here = read.getConnection();
                Connection there = shadow.getConnection()) {
            begin(here);
            begin(there);
            try {
                long position = Math.min(position(here), position(there));
                return position < 0
                        ? Optional.empty()
                        : Optional.of(work.with(here, there, position));
            } finally {
                end(here);
                end(there);
            }
        } catch (SQLException e) {
            throw NO_SUCH_TABLE.equals(e.getSQLState())
                    ? ReplayProblems.endedMeanwhile()
                    : new ReadSideUnavailable(e);
        }
    }

    /** The lock comes before the snapshot: see {@link Publication}. */
    private static void begin(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY;
                    LOCK TABLE feed_position IN ACCESS SHARE MODE
                    """);
        }
    }

    private static void end(Connection connection) throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
    }

    private static long position(Connection connection) throws SQLException {
        return Watermark.position(connection);
    }
}
