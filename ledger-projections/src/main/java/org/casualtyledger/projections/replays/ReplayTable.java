package org.casualtyledger.projections.replays;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.casualtyledger.events.merkle.Frontier;
import org.casualtyledger.projections.processing.Failure;

/**
 * {@code replays.replay}, and beside it how far each shadow's own position row says it is: position
 * and rows of a shadow move together, so that row is the truth.
 */
final class ReplayTable {
    private static final String COLUMNS =
            """
            SELECT id, to_position, methodology, methodology_hash, chunk, begun_by, begun_at, frontier,
                   agreed_size, ended, ended_by, ended_at, published_size, published_root, differed
            FROM replays.replay\
            """;

    private ReplayTable() {}

    static long insert(Connection connection, Replay.Question question, String by)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        INSERT INTO replays.replay
                            (to_position, methodology, methodology_hash, chunk, begun_by, frontier)
                        VALUES (?, ?, ?, ?, ?, ?) RETURNING id
                        """)) {
            if (question.to().isPresent()) {
                statement.setLong(1, question.to().getAsLong());
            } else {
                statement.setNull(1, Types.BIGINT);
            }
            statement.setString(2, question.methodology());
            statement.setString(3, question.hash());
            statement.setInt(4, question.chunk());
            statement.setString(5, by);
            statement.setBytes(6, Frontier.empty().toBytes());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /**
     * Takes the row's lock until the transaction ends, so that one thing is done to it at a time.
     */
    static void lock(Connection connection, long id) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT 1 FROM replays.replay WHERE id = ? FOR UPDATE
                        """)) {
            statement.setLong(1, id);
            statement.execute();
        }
    }

    static Optional<Replay> find(Connection connection, long id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS + " WHERE id = ?")) {
            statement.setLong(1, id);
            return read(connection, statement).stream().findFirst();
        }
    }

    /** The latest first. */
    static List<Replay> latest(Connection connection, int limit) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(COLUMNS + " ORDER BY id DESC LIMIT ?")) {
            statement.setInt(1, limit);
            return read(connection, statement);
        }
    }

    static int open(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                SELECT count(*) FROM replays.replay WHERE ended IS NULL
                                """);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    /** Those that are live, or were until another one was published. */
    static List<Long> published(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                SELECT id FROM replays.replay WHERE ended = 'published'
                                """);
                ResultSet rows = statement.executeQuery()) {
            List<Long> ids = new ArrayList<>();
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
            return ids;
        }
    }

    static void discarded(Connection connection, long id, String by) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        UPDATE replays.replay
                        SET ended = 'discarded', ended_by = ?, ended_at = clock_timestamp()
                        WHERE id = ?
                        """)) {
            statement.setString(1, by);
            statement.setLong(2, id);
            statement.executeUpdate();
        }
    }

    static void published(Connection connection, long id, String by, Replay.Published published)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        UPDATE replays.replay
                        SET ended = 'published', ended_by = ?, ended_at = clock_timestamp(),
                            published_size = ?, published_root = ?, differed = ?
                        WHERE id = ?
                        """)) {
            statement.setString(1, by);
            statement.setLong(2, published.size());
            statement.setBytes(3, published.root());
            statement.setBoolean(4, published.differed());
            statement.setLong(5, id);
            statement.executeUpdate();
        }
    }

    private static List<Replay> read(Connection connection, PreparedStatement statement)
            throws SQLException {
        List<Replay> replays = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                boolean ended = row.getString(10) != null;
                long id = row.getLong(1);
                Folded folded = ended ? Folded.NOTHING : folded(connection, id);
                Frontier frontier = Frontier.fromBytes(row.getBytes(8));
                replays.add(
                        new Replay(
                                id,
                                question(row),
                                row.getString(6),
                                row.getObject(7, OffsetDateTime.class).toInstant(),
                                ended ? frontier.size() - 1 : folded.position(),
                                frontier,
                                row.getLong(9),
                                folded.failed(),
                                folded.owner(),
                                ended ? Optional.of(ended(row)) : Optional.empty()));
            }
        }
        return replays;
    }

    private static Replay.Question question(ResultSet row) throws SQLException {
        long to = row.getLong(2);
        OptionalLong bound = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(to);
        return new Replay.Question(bound, row.getString(3), row.getString(4), row.getInt(5));
    }

    private static Replay.Ended ended(ResultSet row) throws SQLException {
        return new Replay.Ended(
                row.getString(11),
                row.getObject(12, OffsetDateTime.class).toInstant(),
                row.getString(10).equals("published")
                        ? Optional.of(
                                new Replay.Published(
                                        row.getLong(13), row.getBytes(14), row.getBoolean(15)))
                        : Optional.empty());
    }

    private record Folded(long position, Optional<Failure> failed, Optional<String> owner) {
        static final Folded NOTHING = new Folded(-1, Optional.empty(), Optional.empty());
    }

    /** What the shadow's position row says; its claim counts for as long as it is kept up. */
    private static Folded folded(Connection connection, long id) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                SELECT position, failed_position, failed_reason,
                                       CASE WHEN claimed_until > clock_timestamp() THEN owner END
                                FROM %s.feed_position
                                WHERE projection = 'documented' AND partition = 0
                                """
                                        .formatted(ShadowSchema.name(id)));
                ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                return Folded.NOTHING;
            }
            String reason = row.getString(3);
            return new Folded(
                    row.getLong(1),
                    reason == null
                            ? Optional.empty()
                            : Optional.of(new Failure(row.getLong(2), reason)),
                    Optional.ofNullable(row.getString(4)));
        }
    }
}
