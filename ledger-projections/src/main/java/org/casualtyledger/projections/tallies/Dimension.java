package org.casualtyledger.projections.tallies;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.casualtyledger.projections.processing.Lru;

/**
 * The numbers of one dimension's values, which are far fewer than cells. New values are added in
 * the order of their keys, so that two writers never wait for each other crosswise.
 */
final class Dimension<T> {
    /** Values in memory, at about 500 bytes each. */
    private static final int VALUES = 50_000;

    private final Lru<T, Integer> known;
    private final String select;
    private final String insert;
    private final Function<T, String> key;
    private final Binding<T> binding;

    /** Sets an INSERT's parameters from the second on; the first is the key. */
    interface Binding<T> {
        void bind(PreparedStatement statement, T value) throws SQLException;
    }

    /**
     * @param among how many of these may be in one process
     */
    Dimension(
            int among, String select, String insert, Function<T, String> key, Binding<T> binding) {
        this.known = new Lru<>(VALUES / among);
        this.select = select;
        this.insert = insert;
        this.key = key;
        this.binding = binding;
    }

    void forget() {
        known.clear();
    }

    Map<T, Integer> ids(Connection connection, Collection<T> values) throws SQLException {
        Map<T, Integer> ids = new HashMap<>();
        Map<String, T> unknown = new TreeMap<>();
        for (T value : new HashSet<>(values)) {
            Integer id = known.get(value);
            if (id == null) {
                unknown.put(key.apply(value), value);
            } else {
                ids.put(value, id);
            }
        }
        if (!unknown.isEmpty()) {
            find(connection, unknown, ids);
            if (!unknown.isEmpty()) {
                insert(connection, unknown);
                find(connection, unknown, ids);
            }
            ids.forEach(known::put);
        }
        return ids;
    }

    /** Moves what is found from {@code unknown} to {@code ids}. */
    private void find(Connection connection, Map<String, T> unknown, Map<T, Integer> ids)
            throws SQLException {
        Set<String> keys = unknown.keySet();
        try (PreparedStatement statement = connection.prepareStatement(select)) {
            statement.setArray(1, connection.createArrayOf("text", keys.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    T value = unknown.remove(rows.getString(1));
                    if (value != null) {
                        ids.put(value, rows.getInt(2));
                    }
                }
            }
        }
    }

    private void insert(Connection connection, Map<String, T> unknown) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            for (Map.Entry<String, T> value : unknown.entrySet()) {
                statement.setString(1, value.getKey());
                binding.bind(statement, value.getValue());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}
