package org.casualtyledger.projections.tallies;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.casualtyledger.projections.processing.ReadSideUnavailable;

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

    /** The position that a snapshot has, −1 before the first event. */
    static long position(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                """
                                SELECT position FROM feed_position
                                WHERE projection = 'documented' AND partition = 0
                                """)) {
            return row.next() ? row.getLong(1) : -1;
        }
    }
}
