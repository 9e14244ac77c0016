package org.casualtyledger.api.eventlog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.casualtyledger.events.merkle.Frontier;

/** Reads rows of log.event and log.log_head. */
final class EventRows {

    /** The columns that {@link #event} reads, of a table or alias {@code e}. */
    static final String COLUMNS =
            "e.position, e.id, e.at, e.type, e.organisation, e.theatre, e.leaf, e.leaf_hash";

    private EventRows() {}

    static StoredEvent event(ResultSet row) throws SQLException {
        return new StoredEvent(
                row.getLong("position"),
                row.getObject("id", UUID.class),
                at(row),
                row.getString("type"),
                Optional.ofNullable(row.getString("organisation")),
                Optional.ofNullable(row.getString("theatre")),
                row.getBytes("leaf"),
                row.getBytes("leaf_hash"));
    }

    static List<StoredEvent> events(ResultSet rows) throws SQLException {
        List<StoredEvent> events = new ArrayList<>();
        while (rows.next()) {
            events.add(event(rows));
        }
        return events;
    }

    static Receipt receipt(ResultSet row) throws SQLException {
        return new Receipt(
                row.getLong("position"),
                row.getObject("id", UUID.class),
                at(row),
                row.getBytes("leaf_hash"));
    }

    /** The row of log.log_head. */
    static Head head(ResultSet row) throws SQLException {
        return new Head(row.getLong("size"), at(row), Frontier.fromBytes(row.getBytes("frontier")));
    }

    private static Instant at(ResultSet row) throws SQLException {
        return instant(row, "at");
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
