package org.casualtyledger.projections.feed;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * The feed of one machine: reads the log's tables straight from PostgreSQL.
 *
 * <p>Whoever appends holds the lock of the head's row until the commit, so appends become visible
 * in the order of their positions, and all events below a head that was seen are visible.
 */
public final class LogTailFeed implements Feed {
    /** Most bytes of leaf data in one answer; one event has at most 65,535. */
    static final int ANSWER_BYTES = 16 << 20;

    /** Rows that the driver holds at a time. */
    private static final int FETCH_ROWS = 1_024;

    private final DataSource log;

    public LogTailFeed(DataSource log) {
        this.log = log;
    }

    @Override
    public FeedHead head() {
        try (Connection connection = log.getConnection()) {
            return head(connection);
        } catch (SQLException e) {
            throw new FeedUnavailable("the log does not answer", e);
        }
    }

    @Override
    public FeedPage read(long from, int limit) {
        try (Connection connection = log.getConnection()) {
            long size = head(connection).size();
            if (size <= from) {
                return FeedPage.nothing(from);
            }
            connection.setAutoCommit(false); // the driver streams only inside a transaction
            try {
                return FeedPage.dense(from, read(connection, from, Math.min(size, from + limit)));
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new FeedUnavailable("the log does not answer", e);
        }
    }

    private static FeedHead head(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                SELECT size, at FROM log.log_head
                                """);
                ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                return new FeedHead(0, Instant.EPOCH);
            }
            return new FeedHead(row.getLong(1), row.getObject(2, OffsetDateTime.class).toInstant());
        }
    }

    private static List<FeedEvent> read(Connection connection, long from, long to)
            throws SQLException {
        List<FeedEvent> events = new ArrayList<>((int) (to - from));
        int bytes = 0;
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT position, leaf FROM log.event
                        WHERE position >= ? AND position < ? ORDER BY position
                        """)) {
            statement.setFetchSize(FETCH_ROWS);
            statement.setLong(1, from);
            statement.setLong(2, to);
            try (ResultSet rows = statement.executeQuery()) {
                while (bytes < ANSWER_BYTES && rows.next()) {
                    long expected = from + events.size();
                    if (rows.getLong(1) != expected) {
                        throw new FeedBroken("position " + expected + " is missing in the log");
                    }
                    byte[] leaf = rows.getBytes(2);
                    bytes += leaf.length;
                    events.add(new FeedEvent(expected, leaf));
                }
            }
        }
        if (bytes < ANSWER_BYTES && from + events.size() < to) {
            throw new FeedBroken(
                    "position " + (from + events.size()) + " is missing below the log's head");
        }
        return events;
    }
}
