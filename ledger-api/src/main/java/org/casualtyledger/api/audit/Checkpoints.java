package org.casualtyledger.api.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.casualtyledger.api.lease.Lease;

/**
 * What was signed, as it is stored and served: tables {@code log.checkpoint}, {@code log.subtree}.
 */
final class Checkpoints {
    private final DataSource database;

    Checkpoints(DataSource database) {
        this.database = database;
    }

    /**
     * A stored checkpoint.
     *
     * @param note as it is served
     */
    record Stored(long size, byte[] root, Instant at, String note) {}

    Optional<Stored> latest() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                SELECT size, root, at, note FROM log.checkpoint
                                ORDER BY size DESC LIMIT 1
                                """);
                ResultSet row = statement.executeQuery()) {
            return first(row);
        }
    }

    /** The checkpoint of exactly so many events. */
    Optional<Stored> of(long size) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                SELECT size, root, at, note FROM log.checkpoint WHERE size = ?
                                """)) {
            statement.setLong(1, size);
            try (ResultSet row = statement.executeQuery()) {
                return first(row);
            }
        }
    }

    private static Optional<Stored> first(ResultSet row) throws SQLException {
        if (!row.next()) {
            return Optional.empty();
        }
        return Optional.of(
                new Stored(
                        row.getLong(1),
                        row.getBytes(2),
                        row.getObject(3, OffsetDateTime.class).toInstant(),
                        row.getString(4)));
    }

    /**
     * Stores a checkpoint with the subtrees that it completes, in one transaction, if the lease is
     * still held under this epoch; false if it is not.
     */
    boolean store(Lease lease, long epoch, Stored checkpoint, List<GrowingTree.Complete> subtrees)
            throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                boolean ours = lease.isHeld(connection, epoch);
                if (ours) {
                    insertSubtrees(connection, subtrees);
                    insert(connection, checkpoint);
                }
                connection.commit();
                return ours;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private static void insertSubtrees(Connection connection, List<GrowingTree.Complete> subtrees)
            throws SQLException {
        if (subtrees.isEmpty()) {
            return;
        }
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        INSERT INTO log.subtree (height, index, root)
                        SELECT * FROM unnest(?::smallint[], ?::bigint[], ?::bytea[])
                        ON CONFLICT DO NOTHING
                        """)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "int2", subtrees.stream().map(GrowingTree.Complete::height).toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "int8", subtrees.stream().map(GrowingTree.Complete::index).toArray()));
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "bytea",
                            subtrees.stream()
                                    .map(GrowingTree.Complete::root)
                                    .toArray(byte[][]::new)));
            statement.executeUpdate();
        }
    }

    private static void insert(Connection connection, Stored checkpoint) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        INSERT INTO log.checkpoint (size, root, at, note)
                        VALUES (?, ?, clock_timestamp(), ?) ON CONFLICT (size) DO NOTHING
                        """)) {
            statement.setLong(1, checkpoint.size());
            statement.setBytes(2, checkpoint.root());
            statement.setString(3, checkpoint.note());
            statement.executeUpdate();
        }
    }

    /** The same checkpoint with more cosignatures. */
    void cosigned(long size, String note) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                UPDATE log.checkpoint SET note = ? WHERE size = ?
                                """)) {
            statement.setString(1, note);
            statement.setLong(2, size);
            statement.executeUpdate();
        }
    }

    /** Refuses all appends from here on, whichever instance they come to. */
    void hold(String reason) throws SQLException {
        setHeld(Optional.of(reason));
    }

    /** Lets appends in again. */
    void release() throws SQLException {
        setHeld(Optional.empty());
    }

    private void setHeld(Optional<String> reason) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                UPDATE log.log_head SET held = ?
                                """)) {
            statement.setString(1, reason.orElse(null));
            statement.executeUpdate();
        }
    }

    /** The first of these complete tiles that is stored otherwise; empty where all agree. */
    Optional<Integer> firstOtherTile(GrowingTree tree) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                SELECT index, root FROM log.subtree WHERE height = 8 ORDER BY index
                                """);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                int index = Math.toIntExact(rows.getLong(1));
                if (index < tree.tiles()
                        && !java.util.Arrays.equals(tree.tile(index), rows.getBytes(2))) {
                    return Optional.of(index);
                }
            }
            return Optional.empty();
        }
    }
}
