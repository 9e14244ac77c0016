package org.casualtyledger.standalone.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What a table {@code tally} sums up to, so that two of them can be compared. */
record Sums(long incidents, long killedMin, long killedMax) {
    static Sums of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT sum(incidents), sum(killed_min), sum(killed_max) FROM tally")) {
            row.next();
            return new Sums(row.getLong(1), row.getLong(2), row.getLong(3));
        }
    }
}
