package org.casualtyledger.api.topic;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The rows of the log that are committed. Positions are dense, so what is below the head is there.
 */
final class CommittedLog {
    /** Rows of one page: 32 MiB where every leaf is as long as may be. */
    static final int PAGE = 500;

    private final DataSource database;

    CommittedLog(DataSource database) {
        this.database = database;
    }

    /** A row. */
    record Row(long position, byte[] leaf) {}

    /**
     * The end of the log.
     *
     * @param held why nothing may be appended
     */
    record End(long size, Optional<String> held) {}

    End end() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                SELECT size, held FROM log.log_head
                                """);
                ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                throw new SQLException("the log has no head");
            }
            return new End(row.getLong(1), Optional.ofNullable(row.getString(2)));
        }
    }

    /** The rows at {@code from} and after, below {@code to}, ascending, at most a page. */
    List<Row> read(long from, long to) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                SELECT position, leaf FROM log.event
                                WHERE position >= ? AND position < ? ORDER BY position LIMIT ?
                                """)) {
            statement.setLong(1, from);
            statement.setLong(2, to);
            statement.setInt(3, PAGE);
            try (ResultSet rows = statement.executeQuery()) {
                List<Row> page = new ArrayList<>(PAGE);
                while (rows.next()) {
                    long position = from + page.size();
                    if (rows.getLong(1) != position) {
                        throw new SQLException("the log has no event at position " + position);
                    }
                    page.add(new Row(position, rows.getBytes(2)));
                }
                if (from < to && page.isEmpty()) {
                    throw new SQLException("the log has no event at position " + from);
                }
                return page;
            }
        }
    }

    /** When the event at a position was recorded; empty where there is none. */
    Optional<Instant> at(long position) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                SELECT at FROM log.event WHERE position = ?
                                """)) {
            statement.setLong(1, position);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(row.getObject(1, OffsetDateTime.class).toInstant())
                        : Optional.empty();
            }
        }
    }
}
