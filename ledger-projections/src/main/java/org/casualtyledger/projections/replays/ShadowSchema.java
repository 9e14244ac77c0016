package org.casualtyledger.projections.replays;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A replay's schema: what the migrations make, under another name.
 *
 * <p>It is made by this program's migrations and not copied from the live schema, so whatever else
 * was done to that one does not come along. Every qualified name in them is the live schema's; here
 * is the one place that writes another in its stead.
 */
final class ShadowSchema {
    /** The schema that readers are answered from, and that migrations name. */
    static final String LIVE = "read";

    /** Flyway's own table: which migrations a schema has seen. */
    private static final String HISTORY = "flyway_schema_history";

    private static final String MIGRATIONS = "/db/read/";
    private static final Pattern QUALIFIED = Pattern.compile("\\b" + LIVE + "\\.");

    private ShadowSchema() {}

    /** Of the replay that has this number. */
    static String name(long replay) {
        return "replay_" + replay;
    }

    /** What the live schema is called for the moment between its replacement and its end. */
    static String replaced(long replay) {
        return "read_before_" + replay;
    }

    /** Makes it, in the caller's transaction, with the migrations that the live one has seen. */
    static void create(Connection connection, long replay) throws SQLException {
        String shadow = name(replay);
        String before = connection.getSchema();
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA " + shadow);
            connection.setSchema(shadow);
            try (Statement history = connection.createStatement();
                    ResultSet scripts =
                            history.executeQuery(
                                    "SELECT script FROM "
                                            + LIVE
                                            + "."
                                            + HISTORY
                                            + " WHERE success AND type = 'SQL'"
                                            + " ORDER BY installed_rank")) {
                while (scripts.next()) {
                    statement.execute(
                            QUALIFIED.matcher(text(scripts.getString(1))).replaceAll(shadow + "."));
                }
            }
            statement.execute(
                    "CREATE TABLE %2$s.%3$s (LIKE %1$s.%3$s INCLUDING ALL)"
                            .formatted(LIVE, shadow, HISTORY));
            statement.execute(
                    "INSERT INTO %2$s.%3$s SELECT h.* FROM %1$s.%3$s h"
                            .formatted(LIVE, shadow, HISTORY));
        }
        connection.setSchema(before);
    }

    /**
     * Whether it has seen the same migrations as the live one; not so for a replay that was begun
     * by an earlier version of this program.
     */
    static boolean isCurrent(Connection connection, long replay) throws SQLException {
        String versions = "SELECT version, checksum FROM %s." + HISTORY + " WHERE success";
        try (PreparedStatement statement =
                        connection.prepareStatement(
                                "SELECT NOT EXISTS ("
                                        + versions.formatted(LIVE)
                                        + " EXCEPT "
                                        + versions.formatted(name(replay))
                                        + ")");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }

    static void drop(Connection connection, String schema) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA IF EXISTS " + schema + " CASCADE");
        }
    }

    private static String text(String script) {
        try (InputStream in =
                Objects.requireNonNull(
                        ShadowSchema.class.getResourceAsStream(MIGRATIONS + script), script)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
