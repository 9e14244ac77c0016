package org.casualtyledger.projections.processing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The rows of {@code feed_position}: one a partition, all of them from the first moment on, so that
 * the least of their positions is what every partition has reached.
 *
 * <p>Their number may change only where all stand at one position: what one partition has applied
 * and another has not would be lost or applied twice under another cut of the log.
 */
final class Layout {
    private Layout() {}

    /**
     * How many rows there are, for how many partitions, how far they are, and whether some work.
     */
    private record Found(
            int rows, int partitions, long least, long most, long epoch, boolean claimed) {
        boolean isFor(int wanted) {
            return rows == wanted && partitions == wanted;
        }
    }

    /**
     * Sees to it that there is a row for each partition; safe to be called by many at once.
     *
     * @throws OtherPartitions if the tables are cut otherwise and cannot be cut anew
     */
    static void of(Connection connection, String projection, int partitions) throws SQLException {
        if (found(connection, projection).isFor(partitions)) {
            return;
        }
        boolean before = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            // Flushes, which move a position, wait as well.
            statement.execute("LOCK TABLE feed_position IN SHARE ROW EXCLUSIVE MODE");
            Found found = found(connection, projection);
            if (!found.isFor(partitions)) {
                refuse(found, partitions);
                write(connection, projection, partitions, found);
            }
            connection.commit();
        } finally {
            connection.rollback();
            connection.setAutoCommit(before);
        }
    }

    private static void refuse(Found found, int partitions) {
        if (found.claimed()) {
            throw new OtherPartitions(
                    "another process applies the log in "
                            + found.partitions()
                            + " partitions and this one is set to "
                            + partitions
                            + " (ledger.projections.partitions): stop it first",
                    true);
        }
        if (found.least() != found.most()) {
            throw new OtherPartitions(
                    "the tallies were applied in "
                            + found.partitions()
                            + " partitions, which stand at positions "
                            + found.least()
                            + " to "
                            + found.most()
                            + "; they can be cut into "
                            + partitions
                            + " (ledger.projections.partitions) once all stand at one: let them"
                            + " catch up with a log at rest, then stop and start again",
                    false);
        }
    }

    private static Found found(Connection connection, String projection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT count(*), coalesce(max(partitions), 0), coalesce(min(position), -1),
                               coalesce(max(position), -1), coalesce(max(epoch), 0),
                               coalesce(bool_or(claimed_until > clock_timestamp()), false)
                        FROM feed_position WHERE projection = ?
                        """)) {
            statement.setString(1, projection);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new Found(
                        row.getInt(1),
                        row.getInt(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getBoolean(6));
            }
        }
    }

    /** With a new epoch: whoever held a row of the earlier cut writes no more. */
    private static void write(Connection connection, String projection, int partitions, Found found)
            throws SQLException {
        try (PreparedStatement delete =
                        connection.prepareStatement(
                                """
                                DELETE FROM feed_position WHERE projection = ?
                                """);
                PreparedStatement insert =
                        connection.prepareStatement(
                                """
                                INSERT INTO feed_position (projection, partition, partitions, epoch, position)
                                SELECT ?, n, ?, ?, ? FROM generate_series(0, ? - 1) AS n
                                """)) {
            delete.setString(1, projection);
            delete.executeUpdate();
            insert.setString(1, projection);
            insert.setInt(2, partitions);
            insert.setLong(3, found.epoch() + 1);
            insert.setLong(4, found.least());
            insert.setInt(5, partitions);
            insert.executeUpdate();
        }
    }
}
