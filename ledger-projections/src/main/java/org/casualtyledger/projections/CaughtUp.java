package org.casualtyledger.projections;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.casualtyledger.projections.processing.ReadSideUnavailable;

/**
 * When the read side is ready: nothing stopped it, and it lacks few events, or the oldest that it
 * lacks is not old. Few events and many seconds is a read side that hangs over a slow one; many
 * events and few seconds is an import that runs: either alone answers well enough.
 *
 * @param events that it may lack, whatever their age
 * @param behind how long ago the first that it lacks was committed at most, however many follow.
 *     That is the database's clock now, less the event's own {@code at}, which is from that clock
 *     too
 */
record CaughtUp(DataSource log, long events, Duration behind) {
    CaughtUp {
        if (events < 0 || behind.isNegative()) {
            throw new IllegalArgumentException(
                    "ledger.ready.lag and ledger.ready.behind must not be negative");
        }
    }

    /**
     * What it lacks, by the log itself: whatever brings the events here may be what is late.
     *
     * @param events how many
     * @param time since the first of them was committed; zero where it lacks none
     */
    record Lacking(long events, Duration time) {}

    /**
     * Why not, if so.
     *
     * @param position of the last event applied
     */
    Optional<String> unready(long position) {
        Lacking lacking = lacking(position);
        return lacking.events() <= events || lacking.time().compareTo(behind) <= 0
                ? Optional.empty()
                : Optional.of(
                        lacking.events()
                                + " events and "
                                + lacking.time().toSeconds()
                                + " s behind the log");
    }

    Lacking lacking(long position) {
        try (Connection connection = log.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                SELECT h.size, extract(epoch FROM clock_timestamp() - e.at) * 1000
                                FROM log.log_head h LEFT JOIN log.event e ON e.position = ?
                                """)) {
            statement.setLong(1, position + 1);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new Lacking(
                        Math.max(0, row.getLong(1) - 1 - position),
                        Duration.ofMillis(Math.max(0, row.getLong(2))));
            }
        } catch (SQLException e) {
            throw new ReadSideUnavailable(e);
        }
    }
}
