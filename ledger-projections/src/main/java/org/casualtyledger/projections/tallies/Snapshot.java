package org.casualtyledger.projections.tallies;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.casualtyledger.projections.processing.ReadSideUnavailable;
import org.casualtyledger.projections.processing.Watermark;

/** Work on the read side that sees one state of it and changes nothing. */
final class Snapshot {
    private Snapshot() {}

    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    static <T> T of(DataSource read, Work<T> work) {
        try (Connection connection = read.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                // The lock comes before the snapshot is taken: while a replay is published the
                // tables
                // change places, and a snapshot from before that would show the new ones as they
                // were when nobody was answered from them.
                statement.execute(
                        """
                        SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY;
                        LOCK TABLE feed_position IN ACCESS SHARE MODE
                        """);
                return work.with(connection);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new ReadSideUnavailable(e);
        }
    }

    /** The position that everything in a snapshot has reached, −1 before the first event. */
    static long position(Connection connection) throws SQLException {
        return Watermark.position(connection);
    }
}
