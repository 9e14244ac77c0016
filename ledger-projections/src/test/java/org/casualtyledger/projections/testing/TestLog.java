package org.casualtyledger.projections.testing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.RecordedEvent;

/** Writes events as the log would: dense positions, the head last, in one transaction. */
public final class TestLog {
    private final DataSource log;
    private long size;

    public TestLog(DataSource log) {
        this.log = log;
    }

    public long size() {
        return size;
    }

    public long append(RecordedEvent... events) {
        return append(List.of(events));
    }

    /** The position of the last one. */
    public long append(List<RecordedEvent> events) {
        try (Connection connection = log.getConnection()) {
            connection.setAutoCommit(false);
            for (int from = 0; from < events.size(); from += 2_000) {
                insert(connection, events.subList(from, Math.min(events.size(), from + 2_000)));
            }
            head(connection, events.getLast().at());
            connection.commit();
            connection.setAutoCommit(true);
            return size - 1;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Appends bytes that no codec wrote. */
    public long appendRaw(Instant at, byte[] leaf) {
        try (Connection connection = log.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
                bind(statement, UUID.randomUUID(), at, "unknown", leaf);
                statement.execute();
            }
            head(connection, at);
            connection.commit();
            connection.setAutoCommit(true);
            return size - 1;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Replaces what stands at a position; no real log does. */
    public void rewrite(long position, byte[] leaf) {
        try (Connection connection = log.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(
                                "UPDATE log.event SET leaf = ? WHERE position = ?")) {
            statement.setBytes(1, leaf);
            statement.setLong(2, position);
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final String INSERT =
            """
            INSERT INTO log.event (position, id, at, type, organisation, theatre, leaf, leaf_hash)
            VALUES (?, ?, ?, ?, 'o', 'SYR', ?, '\\x00')
            """;

    private void insert(Connection connection, List<RecordedEvent> events) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            for (RecordedEvent event : events) {
                bind(
                        statement,
                        UUID.randomUUID(),
                        event.at(),
                        EventCodec.type(event.event()),
                        EventCodec.encode(event));
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private void bind(PreparedStatement statement, UUID id, Instant at, String type, byte[] leaf)
            throws SQLException {
        statement.setLong(1, size++);
        statement.setObject(2, id);
        statement.setObject(3, OffsetDateTime.ofInstant(at, ZoneOffset.UTC));
        statement.setString(4, type);
        statement.setBytes(5, leaf);
    }

    private void head(Connection connection, Instant at) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE log.log_head SET size = ?, at = ?")) {
            statement.setLong(1, size);
            statement.setObject(2, OffsetDateTime.ofInstant(at, ZoneOffset.UTC));
            statement.execute();
        }
    }
}
