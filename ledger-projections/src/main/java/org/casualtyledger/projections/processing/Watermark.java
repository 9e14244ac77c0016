package org.casualtyledger.projections.processing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The position that every partition has reached. Every answer, cursor and entity tag is as of one
 * position that is not above it: there all of the log is applied, and nothing that is applied later
 * changes what holds there. Faster partitions have written rows above it, which no answer shows.
 *
 * <p>It never goes back. A partition that lags or has stopped holds it.
 */
public final class Watermark {
    private Watermark() {}

    /** As a connection's snapshot has it, −1 before the first event. */
    public static long position(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                """
                                SELECT coalesce(min(position), -1) FROM feed_position
                                WHERE projection = 'documented'
                                """)) {
            row.next();
            return row.getLong(1);
        }
    }
}
