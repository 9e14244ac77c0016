package org.casualtyledger.projections.tallies;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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
            JOIN cell c ON c.id = t.cell
            JOIN place p ON p.id = c.place
            JOIN attribution a ON a.id = c.attribution
            JOIN submitters s ON s.id = c.submitters
            """;

    /** Cells {@code t} with what names them, and their names as {@code n.name}. */
    static final String NAMED =
            DIMENSIONS + "CROSS JOIN LATERAL (SELECT " + NAME + " AS name) AS n\n";

    private StoredDigests() {}

    /**
     * Of the tally as of a position, which must have been applied: of the stored sums with what was
     * posted since taken back, so that a sum that somebody changed shows as well as a line of the
     * journal.
     */
    public static String tally(Connection connection, Methodology methodology, long position)
            throws SQLException {
        TallyDigest digest = TallyDigest.ofTally(position, methodology);
        Source source = Source.takenBack(position);
        String sql =
                "SELECT n.name COLLATE \"C\" AS name, t.*\nFROM (SELECT t.cell, "
                        + MeasureColumns.SUMS
                        + "\nFROM "
                        + source.sql()
                        + " GROUP BY t.cell) AS t\n"
                        + NAMED
                        + "ORDER BY n.name COLLATE \"C\"";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(FETCH_ROWS);
            statement.setLong(1, position);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    digest.cell(rows.getString(1), MeasureColumns.read(rows, 3));
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
                        + MeasureColumns.PLAIN
                        + " FROM tally_posting t\n"
                        + DIMENSIONS
                        + "WHERE t.position <= ? ORDER BY t.position, t.ordinal";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(FETCH_ROWS);
            statement.setLong(1, position);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    digest.posting(
                            rows.getLong(1),
                            rows.getInt(2),
                            rows.getString(3),
                            MeasureColumns.read(rows, 4));
                }
            }
        }
        return digest.hex();
    }
}
