package org.casualtyledger.api.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.casualtyledger.events.merkle.Frontier;

/** The rows in PostgreSQL. */
final class PostgresLeaves implements StoredLeaves {
    private final DataSource database;

    PostgresLeaves(DataSource database) {
        this.database = database;
    }

    @Override
    public List<Row> read(long from, int limit) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                SELECT position, leaf, leaf_hash FROM log.event
                                WHERE position >= ? ORDER BY position LIMIT ?
                                """)) {
            statement.setLong(1, from);
            statement.setInt(2, limit);
            try (ResultSet rows = statement.executeQuery()) {
                List<Row> page = new ArrayList<>(limit);
                while (rows.next()) {
                    page.add(new Row(rows.getLong(1), rows.getBytes(2), rows.getBytes(3)));
                }
                return page;
            }
        }
    }

    @Override
    public End end() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                SELECT size, frontier, held FROM log.log_head
                                """);
                ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                throw new SQLException("the log has no head");
            }
            Optional<String> held = Optional.ofNullable(row.getString(3));
            return new End(row.getLong(1), root(row.getLong(1), row.getBytes(2)), held);
        }
    }

    /** Of a frontier that is none, or another size's, no root: it equals nobody's. */
    private static byte[] root(long size, byte[] frontier) {
        try {
            Frontier read = Frontier.fromBytes(frontier);
            return read.size() == size ? read.root() : new byte[0];
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
