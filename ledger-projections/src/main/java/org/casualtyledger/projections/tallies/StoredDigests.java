package org.casualtyledger.projections.tallies;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.casualtyledger.counting.Bounds;
import org.casualtyledger.counting.Measures;
import org.casualtyledger.counting.Methodology;
import org.casualtyledger.counting.TallyDigest;

/** The digests of what is stored, as of a position. PostgreSQL sorts, so memory stays flat. */
public final class StoredDigests {
    private static final int FETCH_ROWS = 2_000;

    private static final String NAME =
            """
            '{"actors":' || a.key
                || ',"first":"' || lpad((c.first_month / 12)::text, 4, '0') || '-' || lpad((c.first_month % 12 + 1)::text, 2, '0')
                || '","grade":"' || c.grade
                || '","last":"' || lpad((c.last_month / 12)::text, 4, '0') || '-' || lpad((c.last_month % 12 + 1)::text, 2, '0')
                || '","organisations":' || s.key
                || ',"place":' || p.key
                || ',"theatre":"' || c.theatre || '"}'\
            """;
    private static final String DIMENSIONS =
            """
            JOIN read.cell c ON c.id = t.cell
            JOIN read.place p ON p.id = c.place
            JOIN read.attribution a ON a.id = c.attribution
            JOIN read.submitters s ON s.id = c.submitters
            """;
    private static final String MEASURES =
            """
            incidents, with_civilian_harm,
            killed_min, killed_max, killed_not_stated, killed_open_ended,
            injured_min, injured_max, injured_not_stated, injured_open_ended,
            undetermined_min, undetermined_max, undetermined_not_stated, undetermined_open_ended
            """;

    private StoredDigests() {}

    /** Of the tally as of a position, which must have been applied. */
    public static String tally(Connection connection, Methodology methodology, long position)
            throws SQLException {
        TallyDigest digest = TallyDigest.ofTally(position, methodology);
        String sql =
                "SELECT n.name COLLATE \"C\" AS name, t.*\nFROM (SELECT t.cell, "
                        + sums()
                        + "\nFROM read.tally_posting t WHERE t.position <= ? GROUP BY t.cell) AS t\n"
                        + DIMENSIONS
                        + "CROSS JOIN LATERAL (SELECT "
                        + NAME
                        + " AS name) AS n\nORDER BY n.name COLLATE \"C\"";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(FETCH_ROWS);
            statement.setLong(1, position);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    digest.cell(rows.getString(1), measures(rows, 3));
                }
            }
        }
        return digest.hex();
    }

    /** Of the journal up to a position, which must have been applied. */
    public static String postings(Connection connection, Methodology methodology, long position)
            throws SQLException {
        TallyDigest digest = TallyDigest.ofPostings(position, methodology);
        String sql =
                "SELECT t.position, t.ordinal, "
                        + NAME
                        + " AS name, "
                        + MEASURES
                        + "FROM read.tally_posting t\n"
                        + DIMENSIONS
                        + "WHERE t.position <= ? ORDER BY t.position, t.ordinal";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(FETCH_ROWS);
            statement.setLong(1, position);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    digest.posting(
                            rows.getLong(1), rows.getInt(2), rows.getString(3), measures(rows, 4));
                }
            }
        }
        return digest.hex();
    }

    private static String sums() {
        StringBuilder sums = new StringBuilder();
        for (String measure : MEASURES.split(",")) {
            String name = measure.strip();
            sums.append(sums.isEmpty() ? "" : ", ")
                    .append("sum(t.")
                    .append(name)
                    .append(") AS ")
                    .append(name);
        }
        return sums.toString();
    }

    private static Measures measures(ResultSet rows, int from) throws SQLException {
        return new Measures(
                rows.getLong(from),
                rows.getLong(from + 1),
                bounds(rows, from + 2),
                bounds(rows, from + 6),
                bounds(rows, from + 10));
    }

    private static Bounds bounds(ResultSet rows, int from) throws SQLException {
        return new Bounds(
                rows.getLong(from),
                rows.getLong(from + 1),
                rows.getLong(from + 2),
                rows.getLong(from + 3));
    }
}
