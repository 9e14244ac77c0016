package org.casualtyledger.standalone.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/**
 * A log in figures.
 *
 * @param events of any type
 * @param min bytes of the shortest leaf of a report
 */
record Sizes(long events, int min, int median, int max) {
    static Sizes of(Connection log) throws SQLException {
        try (Statement statement = log.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                """
                                SELECT max(position) + 1, min(bytes), max(bytes),
                                       percentile_disc(0.5) WITHIN GROUP (ORDER BY bytes)
                                FROM (SELECT position,
                                             CASE type WHEN 'report-submitted' THEN octet_length(leaf) END AS bytes
                                      FROM log.event) AS e
                                """)) {
            row.next();
            return new Sizes(row.getLong(1), row.getInt(2), row.getInt(4), row.getInt(3));
        }
    }

    String readable() {
        return String.format(
                Locale.ROOT,
                "reports as leaves of %,d–%,d–%,d bytes (min–median–max)",
                min,
                median,
                max);
    }
}
