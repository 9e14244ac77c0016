package org.casualtyledger.projections.registries;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.casualtyledger.projections.processing.ReadSideUnavailable;

/** Reads the registry of actors as of a position. */
final class Actors {
    private final DataSource read;

    Actors(DataSource read) {
        this.read = read;
    }

    /**
     * One actor of the registry.
     *
     * @param memberships what it is part of
     * @param parts what is part of it
     * @param stated the stated names that stand for it
     * @param since the position of its entry
     */
    record Actor(
            String id,
            String name,
            List<String> aliases,
            List<Membership> memberships,
            List<Membership> parts,
            List<String> stated,
            long since) {}

    /**
     * @param other the whole, or the part
     * @param from first day; empty: since ever
     * @param to last day; empty: until now
     */
    record Membership(
            String other, String kind, Optional<LocalDate> from, Optional<LocalDate> to) {}

    /** All of them, or the one of an id, in the order of their ids. */
    List<Actor> asOf(long position, Optional<String> id) {
        try (Connection connection = read.getConnection()) {
            Map<String, List<Membership>> wholes = memberships(connection, position, "actor", "of");
            Map<String, List<Membership>> parts = memberships(connection, position, "of", "actor");
            Map<String, List<String>> stated = stated(connection, position);
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            """
                            SELECT actor, name, aliases, from_position FROM actor
                            WHERE from_position <= ? AND (to_position IS NULL OR to_position > ?)
                              AND (?::text IS NULL OR actor = ?)
                            ORDER BY actor
                            """)) {
                statement.setLong(1, position);
                statement.setLong(2, position);
                statement.setString(3, id.orElse(null));
                statement.setString(4, id.orElse(null));
                List<Actor> actors = new ArrayList<>();
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        String actor = row.getString(1);
                        actors.add(
                                new Actor(
                                        actor,
                                        row.getString(2),
                                        List.of((String[]) row.getArray(3).getArray()),
                                        wholes.getOrDefault(actor, List.of()),
                                        parts.getOrDefault(actor, List.of()),
                                        stated.getOrDefault(actor, List.of()),
                                        row.getLong(4)));
                    }
                }
                return actors;
            }
        } catch (SQLException e) {
            throw new ReadSideUnavailable(e);
        }
    }

    /** By one end of each membership, with the other end. */
    private static Map<String, List<Membership>> memberships(
            Connection connection, long position, String end, String other) throws SQLException {
        Map<String, List<Membership>> found = new LinkedHashMap<>();
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT "%s", "%s", kind, from_day, to_day FROM actor_membership
                        WHERE from_position <= ? AND (to_position IS NULL OR to_position > ?)
                        ORDER BY actor, ordinal
                        """
                                .formatted(end, other))) {
            statement.setLong(1, position);
            statement.setLong(2, position);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.computeIfAbsent(row.getString(1), _ -> new ArrayList<>())
                            .add(
                                    new Membership(
                                            row.getString(2),
                                            row.getString(3),
                                            Optional.ofNullable(row.getObject(4, LocalDate.class)),
                                            Optional.ofNullable(
                                                    row.getObject(5, LocalDate.class))));
                }
            }
        }
        return found;
    }

    private static Map<String, List<String>> stated(Connection connection, long position)
            throws SQLException {
        Map<String, List<String>> found = new LinkedHashMap<>();
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT actor, stated FROM actor_resolution
                        WHERE actor IS NOT NULL
                          AND from_position <= ? AND (to_position IS NULL OR to_position > ?)
                        ORDER BY stated
                        """)) {
            statement.setLong(1, position);
            statement.setLong(2, position);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.computeIfAbsent(row.getString(1), _ -> new ArrayList<>())
                            .add(row.getString(2));
                }
            }
        }
        return found;
    }
}
