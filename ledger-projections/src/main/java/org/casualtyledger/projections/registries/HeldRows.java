package org.casualtyledger.projections.registries;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.casualtyledger.projections.processing.CopyRows;

/**
 * New rows of a table that keeps, by key, what held from one position to another: a row ends where
 * the next of its key begins.
 */
final class HeldRows {
    private final String table;
    private final String key;
    private final String columns;
    private final int width;
    private final CopyRows rows = new CopyRows();
    private final Set<String> keys = new LinkedHashSet<>();

    /**
     * @param key the column of the key
     * @param columns those besides the key, {@code from_position} and {@code to_position}
     */
    HeldRows(String table, String key, String columns) {
        this.table = table;
        this.key = key;
        this.columns = columns;
        this.width = 2 + columns.split(",", -1).length;
    }

    /** Begins a row; its other columns follow. */
    CopyRows row(long position, String keyed) {
        keys.add(keyed);
        return rows.row(width).text(keyed).int8(position);
    }

    void write(Connection connection) throws SQLException {
        if (keys.isEmpty()) {
            return;
        }
        rows.into(
                connection,
                "COPY %s (%s, from_position, %s) FROM STDIN (FORMAT binary)"
                        .formatted(table, key, columns));
        update(
                connection,
                """
                UPDATE %1$s r SET to_position = n.next
                FROM (SELECT %2$s AS key, from_position,
                             lead(from_position) OVER (PARTITION BY %2$s ORDER BY from_position) AS next
                      FROM %1$s WHERE %2$s = ANY (?)) n
                WHERE r.%2$s = n.key AND r.from_position = n.from_position
                  AND r.to_position IS NULL AND n.next IS NOT NULL
                """
                        .formatted(table, key));
    }

    /** Ends the rows of a table that belong to the rows of this one. */
    void endWith(Connection connection, String part) throws SQLException {
        if (keys.isEmpty()) {
            return;
        }
        update(
                connection,
                """
                UPDATE %3$s p SET to_position = r.to_position
                FROM %1$s r
                WHERE r.%2$s = ANY (?) AND r.to_position IS NOT NULL
                  AND p.%2$s = r.%2$s AND p.from_position = r.from_position
                  AND p.to_position IS NULL
                """
                        .formatted(table, key, part));
    }

    private void update(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("text", keys.toArray()));
            statement.executeUpdate();
        }
    }
}
