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
     * Why not, if so.
     *
     * @param position of the last event applied
     * @param lag how many the log has beyond it
     */
    Optional<String> unready(long position, long lag) {
        if (lag <= events) {
            return Optional.empty();
        }
        Duration late = behind(position);
        return late.compareTo(behind) <= 0
                ? Optional.empty()
                : Optional.of(lag + " events and " + late.toSeconds() + " s behind the log");
    }

    /** How long ago the first event after this position was committed; zero where there is none. */
    Duration behind(long position) {
        try (Connection connection = log.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                SELECT extract(epoch FROM clock_timestamp() - at) * 1000
                                FROM log.event WHERE position = ?
                                """)) {
            statement.setLong(1, position + 1);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Duration.ofMillis(Math.max(0, row.getLong(1))) : Duration.ZERO;
            }
        } catch (SQLException e) {
            throw new ReadSideUnavailable(e);
        }
    }
}
