package org.casualtyledger.standalone.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/** Bytes of the leaves of a log. */
record Sizes(long events, int min, int median, int max) {
    static Sizes of(Connection log) throws SQLException {
        try (Statement statement = log.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                """
                                SELECT count(*), min(octet_length(leaf)), max(octet_length(leaf)),
                                       percentile_disc(0.5) WITHIN GROUP (ORDER BY octet_length(leaf))
                                FROM log.event
                                """)) {
            row.next();
            return new Sizes(row.getLong(1), row.getInt(2), row.getInt(4), row.getInt(3));
        }
    }

    String readable() {
        return String.format(
                Locale.ROOT, "leaves of %,d–%,d–%,d bytes (min–median–max)", min, median, max);
    }
}
