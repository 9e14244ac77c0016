package org.casualtyledger.standalone.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * The rows that one import adds, in every table of log and read side, and their way into copies.
 */
final class ImportedRows {

    /**
     * A table and which of its rows are new.
     *
     * @param key the column that grows
     */
    private record Table(String schema, String name, String key) {
        String full() {
            return schema + "." + name;
        }

        String beside() {
            return "beside." + name;
        }
    }

    private static final List<Table> TABLES =
            List.of(
                    new Table("log", "event", "position"),
                    new Table("log", "event_tag", "position"),
                    new Table("reporting", "disclosure", "position"),
                    new Table("reporting", "fingerprint", "position"),
                    new Table("read", "moment", "position"),
                    new Table("read", "report_version", "position"),
                    new Table("read", "incident_version", "from_position"),
                    new Table("read", "series_version", "position"),
                    new Table("read", "tally_posting", "position"),
                    new Table("read", "place", "id"),
                    new Table("read", "attribution", "id"),
                    new Table("read", "submitters", "id"),
                    new Table("read", "cell", "id"),
                    new Table("read", "tally", "cell"));

    private final Connection connection;
    private final CopyManager copies;
    private final long[] before = new long[TABLES.size()];
    private final List<byte[]> taken = new ArrayList<>();
    private final long[] rows = new long[TABLES.size()];

    ImportedRows(Connection connection) throws SQLException {
        this.connection = connection;
        this.copies = connection.unwrap(PGConnection.class).getCopyAPI();
        execute("CREATE SCHEMA beside");
        for (Table table : TABLES) {
            execute(
                    "CREATE TABLE "
                            + table.beside()
                            + " (LIKE "
                            + table.full()
                            + " INCLUDING ALL)");
        }
    }

    /** What comes after this is new. */
    void begin() throws SQLException {
        for (int i = 0; i < before.length; i++) {
            Table table = TABLES.get(i);
            before[i] =
                    number("SELECT coalesce(max(" + table.key() + "), -1) FROM " + table.full());
        }
    }

    /** Takes the new rows into memory, and empties the copies. */
    void copyOut() throws SQLException, IOException {
        taken.clear();
        for (int i = 0; i < before.length; i++) {
            Table table = TABLES.get(i);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            rows[i] =
                    copies.copyOut(
                            "COPY (SELECT t.* FROM "
                                    + table.full()
                                    + " t WHERE t."
                                    + table.key()
                                    + " > "
                                    + before[i]
                                    + " ORDER BY t."
                                    + table.key()
                                    + ") TO STDOUT (FORMAT binary)",
                            out);
            taken.add(out.toByteArray());
            execute("TRUNCATE " + table.beside());
        }
    }

    /** In autocommit, so a transaction a table. */
    void copyIn() throws SQLException, IOException {
        for (int i = 0; i < before.length; i++) {
            if (rows[i] > 0) {
                copies.copyIn(
                        "COPY " + TABLES.get(i).beside() + " FROM STDIN (FORMAT binary)",
                        new ByteArrayInputStream(taken.get(i)),
                        1 << 16);
            }
        }
    }

    /** A ratio is worth nothing unless both sides wrote the same. */
    void verify() throws SQLException {
        for (int i = 0; i < before.length; i++) {
            long copied = number("SELECT count(*) FROM " + TABLES.get(i).beside());
            if (copied != rows[i]) {
                throw new IllegalStateException(
                        TABLES.get(i).full() + ": " + copied + " of " + rows[i] + " rows copied");
            }
        }
    }

    /** The last round's rows, table by table. */
    String readable() {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] > 0) {
                parts.add(String.format(Locale.ROOT, "%,d %s", rows[i], TABLES.get(i).full()));
            }
        }
        return parts.stream().collect(Collectors.joining(", "));
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
