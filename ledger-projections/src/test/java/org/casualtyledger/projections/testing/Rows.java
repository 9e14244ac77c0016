package org.casualtyledger.projections.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;

/** All rows of the read side, by the names of things in the place of row numbers. */
public final class Rows {
    /** Not of the log: who works on it, how far, and what the schema was made by. */
    private static final Set<String> APART =
            Set.of("feed_position", "instance", "flyway_schema_history");

    private static final String NAMES =
            """
            p.key AS place, a.key AS actors, s.key AS submitters, c.first_month, c.last_month,
            c.theatre, c.grade
            """;
    private static final String NAMED =
            """
            cell c JOIN place p ON p.id = c.place JOIN attribution a ON a.id = c.attribution
            JOIN submitters s ON s.id = c.submitters
            """;

    /** Tables whose rows have numbers. */
    private static final Map<String, String> NUMBERED =
            Map.of(
                    "moment",
                    "SELECT at, max(position) FROM moment GROUP BY at",
                    "place",
                    """
                    SELECT key, country, admin, settlement, precision, folded, stated_key FROM place
                    """,
                    "attribution",
                    """
                    SELECT key, alleged, present, alleged_folded, present_folded FROM attribution
                    """,
                    "submitters",
                    "SELECT key, organisations FROM submitters",
                    "cell",
                    "SELECT " + NAMES + " FROM " + NAMED,
                    "tally",
                    "SELECT "
                            + NAMES
                            + ", to_jsonb(t) - 'cell' FROM tally t JOIN "
                            + NAMED.replace("cell c JOIN", "cell c ON c.id = t.cell JOIN"),
                    "tally_posting",
                    "SELECT "
                            + NAMES
                            + ", to_jsonb(t) - 'cell' FROM tally_posting t JOIN "
                            + NAMED.replace("cell c JOIN", "cell c ON c.id = t.cell JOIN"));

    private Rows() {}

    /** By table, sorted. */
    public static Map<String, List<String>> of(DataSource read) throws SQLException {
        Map<String, List<String>> rows = new TreeMap<>();
        try (Connection connection = read.getConnection()) {
            for (String table : tables(connection)) {
                String sql = NUMBERED.getOrDefault(table, "SELECT t.* FROM " + table + " t");
                rows.put(table, sorted(connection, sql));
            }
        }
        return rows;
    }

    public static void assertSame(
            String what, Map<String, List<String>> ours, Map<String, List<String>> expected) {
        assertThat(ours.keySet()).isEqualTo(expected.keySet());
        Map<String, Integer> sizes = new LinkedHashMap<>();
        expected.forEach(
                (table, rows) -> {
                    sizes.put(table, rows.size());
                    assertThat(ours.get(table)).as("%s: %s", what, table).isEqualTo(rows);
                });
        assertThat(sizes.get("tally_posting")).isPositive();
    }

    private static List<String> tables(Connection connection) throws SQLException {
        return list(
                        connection,
                        """
                SELECT relname FROM pg_class
                WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'
                """)
                .stream()
                .filter(table -> !APART.contains(table))
                .toList();
    }

    private static List<String> sorted(Connection connection, String sql) throws SQLException {
        return list(connection, "SELECT r::text FROM (" + sql + ") AS r ORDER BY 1");
    }

    private static List<String> list(Connection connection, String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                found.add(row.getString(1));
            }
        }
        return found;
    }
}
