package org.casualtyledger.projections.processing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Incidents that come from another partition.
 *
 * <p>A rehoming stands in the partition that the incident leaves and in the one that it enters, at
 * one position. The entering one applies it, and needs the incident as it was just before: so it
 * waits until the leaving one has read past that position. Until then everything of the incident
 * was at home there; from then on nothing is, and the leaving one writes none of its rows again
 * until the incident comes back, for which it waits in its turn.
 *
 * <p><b>Nobody waits for ever.</b> Whoever waits at a position has applied and stored everything of
 * its share below it. Of all that wait, take the one at the least position: the partition that it
 * waits for either stands at a greater one, and is past it already, or does not wait, and goes on.
 * So two incidents that cross in opposite directions do not hold each other up.
 *
 * <p><b>It costs readers nothing.</b> Answers are as of the position that every partition has
 * reached ({@link Watermark}), and that is below the rehoming until the leaving one is past it.
 *
 * <p><b>Crash story.</b> The leaving processor dies before it is past the position: nothing of the
 * rehoming is written; whoever takes its partition over goes on, and then the waiting one does. The
 * entering one dies while it waits or before its commit: its position is still below, and whoever
 * takes over waits or reads again. A zombie of the leaving partition, stopped in the middle of a
 * chunk below the position, wakes when the incident is gone: it finds its epoch passed and writes
 * nothing.
 */
final class Arrivals {
    private final DataSource read;
    private final String projection;

    Arrivals(DataSource read, String projection) {
        this.read = read;
        this.projection = projection;
    }

    /**
     * Whether the partition that the incident leaves is past the rehoming.
     *
     * @throws ReadSideUnavailable if the store does not answer; asking again is safe
     */
    boolean isHere(DecodedChunk.Arrival arrival) {
        try (Connection connection = read.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                SELECT position >= ? FROM feed_position
                                WHERE projection = ? AND partition = ?
                                """)) {
            statement.setLong(1, arrival.position());
            statement.setString(2, projection);
            statement.setInt(3, arrival.from());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        } catch (SQLException e) {
            throw new ReadSideUnavailable(e);
        }
    }
}
