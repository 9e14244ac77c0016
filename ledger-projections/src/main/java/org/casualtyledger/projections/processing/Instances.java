package org.casualtyledger.projections.processing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The processes that take part, and who has which partition. Statements only; {@link
 * PartitionedProjections} says what follows from them.
 */
final class Instances {
    /** As long as a claim holds: who is silent for this long has lost both. */
    private static final String ALIVE = "3 seconds";

    private Instances() {}

    /**
     * One partition.
     *
     * @param owner who holds it; empty once a claim has run out
     */
    record Held(int partition, Optional<String> owner) {}

    /** Says that a process is alive, and forgets those that were silent for too long. */
    static void beat(Connection connection, String name) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                INSERT INTO instance (name, seen_until)
                                VALUES (?, clock_timestamp() + ?::interval)
                                ON CONFLICT (name) DO UPDATE SET seen_until = excluded.seen_until
                                """);
                Statement silent = connection.createStatement()) {
            statement.setString(1, name);
            statement.setString(2, ALIVE);
            statement.executeUpdate();
            silent.executeUpdate(
                    """
                    DELETE FROM instance WHERE seen_until < clock_timestamp() - interval '1 minute'
                    """);
        }
    }

    static void leave(Connection connection, String name) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        DELETE FROM instance WHERE name = ?
                        """)) {
            statement.setString(1, name);
            statement.executeUpdate();
        }
    }

    static int alive(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                """
                                SELECT count(*) FROM instance WHERE seen_until > clock_timestamp()
                                """)) {
            row.next();
            return row.getInt(1);
        }
    }

    /** By their numbers. */
    static List<Held> partitions(Connection connection, String projection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT partition,
                               CASE WHEN claimed_until > clock_timestamp() THEN owner END
                        FROM feed_position WHERE projection = ? ORDER BY partition
                        """)) {
            statement.setString(1, projection);
            List<Held> held = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    held.add(new Held(row.getInt(1), Optional.ofNullable(row.getString(2))));
                }
            }
            return held;
        }
    }
}
