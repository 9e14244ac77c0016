package org.casualtyledger.projections.edge;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.casualtyledger.counting.Measures;
import org.casualtyledger.counting.Methodology;

/**
 * What the tables of tallies hold, in whichever schema the connection has chosen. All positions
 * must have been applied there.
 */
public interface StoredTallies {
    /** Digest v1 of the tally as of a position, from the journal. */
    String tallyDigest(Connection connection, Methodology methodology, long position)
            throws SQLException;

    /** Digest v1 of the journal up to a position. */
    String postingsDigest(Connection connection, Methodology methodology, long position)
            throws SQLException;

    /**
     * The cells that are not zero, in the bytewise order of their names, as readers are answered:
     * from the running sums, less what was posted after the position.
     *
     * @param connection inside a transaction, so that the rows come in portions
     * @param after only cells whose names follow this one; empty for all
     */
    Cells cells(Connection connection, long position, String after) throws SQLException;

    /**
     * A cell by its domain name.
     *
     * @param name canonical JSON, as in digests
     */
    record Cell(String name, Measures measures) {}

    /** Read one after the other; holds a statement until it is closed. */
    interface Cells extends AutoCloseable {
        /** The next cell; empty after the last. */
        Optional<Cell> next() throws SQLException;

        @Override
        void close() throws SQLException;
    }
}
