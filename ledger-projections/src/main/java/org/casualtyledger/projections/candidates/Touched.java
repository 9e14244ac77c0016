package org.casualtyledger.projections.candidates;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.casualtyledger.events.IncidentId;

/** What happened between two positions that open pairs depend on. */
final class Touched {
    private Touched() {}

    /** Names the tables that a connection reads: a replay that is published brings others. */
    static long tables(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                SELECT 'incident_version'::regclass::oid::bigint
                                """);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /**
     * The incidents that lie in a theatre, or did, of which reports came, were corrected or
     * withdrawn.
     *
     * @param after the first position that does not count
     * @param through the last one that does
     * @return empty where more than reports came, which is rare (moves, verdicts, resolutions), or
     *     more than {@code most} incidents were touched
     */
    static Optional<Set<IncidentId>> between(
            Connection connection, String theatre, long after, long through, int most)
            throws SQLException {
        return moreThanReports(connection, after, through)
                ? Optional.empty()
                : Optional.of(reported(connection, theatre, after, through, most))
                        .filter(touched -> touched.size() <= most);
    }

    private static boolean moreThanReports(Connection connection, long after, long through)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT EXISTS (SELECT 1 FROM report_home m
                                       WHERE m.from_position > s.after AND m.from_position <= s.through)
                            OR EXISTS (SELECT 1 FROM incident_theatre t
                                       WHERE t.position > s.after AND t.position <= s.through)
                            OR EXISTS (SELECT 1 FROM duplicate_verdict v
                                       WHERE v.position > s.after AND v.position <= s.through)
                            OR EXISTS (SELECT 1 FROM actor_resolution a
                                       WHERE a.from_position > s.after AND a.from_position <= s.through
                                          OR a.to_position > s.after AND a.to_position <= s.through)
                        FROM (VALUES (?::bigint, ?::bigint)) AS s (after, through)
                        """)) {
            statement.setLong(1, after);
            statement.setLong(2, through);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private static Set<IncidentId> reported(
            Connection connection, String theatre, long after, long through, int most)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT DISTINCT r.incident FROM report_version r
                        WHERE r.position > ? AND r.position <= ? AND r.incident IS NOT NULL
                          AND (r.theatre = ? OR EXISTS (
                                 SELECT 1 FROM incident_theatre t
                                 WHERE t.incident = r.incident AND t.theatre = ?))
                        LIMIT ?
                        """)) {
            statement.setLong(1, after);
            statement.setLong(2, through);
            statement.setString(3, theatre);
            statement.setString(4, theatre);
            statement.setInt(5, most + 1);
            Set<IncidentId> touched = new HashSet<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    touched.add(new IncidentId(row.getObject(1, UUID.class)));
                }
            }
            return touched;
        }
    }
}
