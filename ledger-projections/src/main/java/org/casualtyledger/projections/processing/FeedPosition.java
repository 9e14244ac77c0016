package org.casualtyledger.projections.processing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The row of {@code feed_position} of one partition of a projection: how far it is, who works on
 * it, and why it stopped.
 *
 * <p>Every claim draws a new epoch. A flush moves the position only under the epoch of its own
 * claim and from the position that it started at, so of two processors that both believe to own the
 * partition only the later one can write.
 *
 * <p>Only a processor that cuts the log as the row does can claim it: under another number of
 * partitions the same number names other theatres.
 */
final class FeedPosition {
    /** How long a claim holds without a sign of life. */
    private static final String CLAIM = "3 seconds";

    /**
     * How long a flush may wait for its own process, after its claim has run out. PostgreSQL ends a
     * flush that is silent between statements ({@link ChunkHandler}), but one that is silent within
     * a COPY no timeout of its ends.
     */
    private static final String SILENT = "10 seconds";

    private final String projection;
    private final String owner;
    private final Share share;

    FeedPosition(String projection, String owner, Share share) {
        this.projection = projection;
        this.owner = owner;
        this.share = share;
    }

    /**
     * A held claim.
     *
     * @param position through which everything of the partition is applied, −1 before the first
     *     event
     */
    record Claim(long epoch, long position) {}

    record State(long position, Optional<Failure> failed) {}

    void create(Connection connection) throws SQLException {
        Layout.of(connection, projection, share.partitions().count());
    }

    /**
     * Claims the row if nobody else holds it. A row that is locked is left alone: a process that
     * was stopped in the middle of a flush holds its lock for a while.
     */
    Optional<Claim> claim(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        WITH free AS (
                            SELECT projection, partition FROM feed_position
                            WHERE projection = ? AND partition = ? AND partitions = ?
                              AND (owner IS NULL OR owner = ? OR claimed_until < clock_timestamp())
                            FOR UPDATE SKIP LOCKED)
                        UPDATE feed_position p
                        SET owner = ?, epoch = epoch + 1, claimed_until = clock_timestamp() + ?::interval
                        FROM free
                        WHERE p.projection = free.projection AND p.partition = free.partition
                        RETURNING p.epoch, p.position
                        """)) {
            statement.setString(1, projection);
            statement.setInt(2, share.partition());
            statement.setInt(3, share.partitions().count());
            statement.setString(4, owner);
            statement.setString(5, owner);
            statement.setString(6, CLAIM);
            try (ResultSet row = statement.executeQuery()) {
                if (row.next()) {
                    return Optional.of(new Claim(row.getLong(1), row.getLong(2)));
                }
            }
        }
        endStoppedFlush(connection);
        return Optional.empty();
    }

    /**
     * A process that was stopped in the middle of a COPY holds the row's lock for as long as it is
     * stopped, since its machine still answers for it. So whoever is refused long after the claim
     * has run out ends the session, which rolls the flush back, and gets the row the next time.
     */
    private void endStoppedFlush(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT pg_terminate_backend(a.pid)
                        FROM pg_stat_activity a JOIN pg_locks l ON l.pid = a.pid
                        WHERE EXISTS (SELECT 1 FROM feed_position
                                      WHERE projection = ? AND partition = ?
                                        AND claimed_until < clock_timestamp() - ?::interval)
                          AND l.relation = 'feed_position'::regclass AND l.mode = 'RowExclusiveLock'
                          AND a.usename = current_user AND a.state = 'active'
                          AND a.wait_event = 'ClientRead'
                          AND a.state_change < clock_timestamp() - ?::interval
                        """)) {
            statement.setString(1, projection);
            statement.setInt(2, share.partition());
            statement.setString(3, SILENT);
            statement.setString(4, SILENT);
            statement.execute();
        }
    }

    boolean extend(Connection connection, long epoch) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        UPDATE feed_position SET claimed_until = clock_timestamp() + ?::interval
                        WHERE projection = ? AND partition = ? AND epoch = ?
                        """)) {
            statement.setString(1, CLAIM);
            statement.setString(2, projection);
            statement.setInt(3, share.partition());
            statement.setLong(4, epoch);
            return statement.executeUpdate() == 1;
        }
    }

    boolean release(Connection connection, long epoch) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        UPDATE feed_position SET owner = NULL, claimed_until = NULL
                        WHERE projection = ? AND partition = ? AND epoch = ?
                        """)) {
            statement.setString(1, projection);
            statement.setInt(2, share.partition());
            statement.setLong(3, epoch);
            return statement.executeUpdate() == 1;
        }
    }

    /**
     * Moves the position: the first statement of every flush. Also ends a recorded failure: the
     * event was applied after all.
     *
     * @return false if another processor has the projection now, or was faster: abort
     */
    boolean advance(Connection connection, long epoch, Chunk chunk) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        UPDATE feed_position
                        SET position = ?, claimed_until = clock_timestamp() + ?::interval,
                            failed_position = NULL, failed_reason = NULL, failed_at = NULL
                        WHERE projection = ? AND partition = ? AND epoch = ? AND position = ?
                        """)) {
            statement.setLong(1, chunk.last());
            statement.setString(2, CLAIM);
            statement.setString(3, projection);
            statement.setInt(4, share.partition());
            statement.setLong(5, epoch);
            statement.setLong(6, chunk.from() - 1);
            return statement.executeUpdate() == 1;
        }
    }

    void fail(Connection connection, long epoch, Failure failure) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        UPDATE feed_position
                        SET failed_position = ?, failed_reason = ?, failed_at = clock_timestamp()
                        WHERE projection = ? AND partition = ? AND epoch = ?
                        """)) {
            statement.setLong(1, failure.position());
            statement.setString(2, failure.reason().replace('\0', ' '));
            statement.setString(3, projection);
            statement.setInt(4, share.partition());
            statement.setLong(5, epoch);
            statement.executeUpdate();
        }
    }

    State state(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT position, failed_position, failed_reason FROM feed_position
                        WHERE projection = ? AND partition = ?
                        """)) {
            statement.setString(1, projection);
            statement.setInt(2, share.partition());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return new State(-1, Optional.empty());
                }
                String reason = row.getString(3);
                return new State(
                        row.getLong(1),
                        reason == null
                                ? Optional.empty()
                                : Optional.of(new Failure(row.getLong(2), reason)));
            }
        }
    }
}
