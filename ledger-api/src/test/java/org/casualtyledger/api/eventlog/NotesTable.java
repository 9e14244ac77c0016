package org.casualtyledger.api.eventlog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** A slice's table in a test. */
final class NotesTable implements CompanionTable<String> {

    static void create(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE log.note (position bigint, note text CHECK (note <> 'poison'))");
        }
    }

    static List<String> kept(DataSource database) throws SQLException {
        List<String> notes = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT position, note FROM log.note ORDER BY position")) {
            while (rows.next()) {
                notes.add(rows.getLong(1) + ":" + rows.getString(2));
            }
        }
        return notes;
    }

    @Override
    public String name() {
        return "log.note";
    }

    @Override
    public void write(Connection transaction, List<Placed<String>> rows) throws SQLException {
        try (PreparedStatement insert =
                transaction.prepareStatement(
                        "INSERT INTO log.note (position, note) SELECT position, note FROM unnest(?::bigint[], ?::text[]) AS r (position, note)")) {
            insert.setObject(1, rows.stream().mapToLong(Placed::position).toArray());
            insert.setObject(2, rows.stream().map(Placed::row).toArray(String[]::new));
            insert.executeUpdate();
        }
    }
}
