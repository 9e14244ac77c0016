package org.casualtyledger.projections.processing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Makes PostgreSQL look rows up by their keys for the rest of a transaction.
 *
 * <p>A chunk's statements name rows by key, thousands at a time. Before the first ANALYZE of a
 * growing table the planner takes it for tiny and reads all of it for each key: seen as minutes for
 * one chunk.
 */
public final class KeyLookups {
    private KeyLookups() {}

    public static void only(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    SELECT set_config('enable_seqscan', 'off', true),
                           set_config('enable_hashjoin', 'off', true),
                           set_config('enable_mergejoin', 'off', true)
                    """);
        }
    }
}
