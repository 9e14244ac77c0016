package org.casualtyledger.projections.tallies;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what stated names stood for, all that was known of it up to a position. */
final class StoredNames {
    private StoredNames() {}

    /**
     * @param places whether places are needed
     * @param actors whether actors are needed
     */
    static Names read(Connection connection, long upTo, boolean places, boolean actors)
            throws SQLException {
        if (!places && !actors) {
            return Names.NONE;
        }
        return new Names(
                places ? places(connection, upTo) : Map.of(),
                actors ? actors(connection, upTo) : Map.of(),
                actors ? actorNames(connection, upTo) : Map.of(),
                actors ? memberships(connection, upTo) : List.of());
    }

    private static Map<String, List<Held<Optional<Names.City>>>> places(
            Connection connection, long upTo) throws SQLException {
        Map<String, List<Held<Optional<Names.City>>>> places = Names.histories();
        each(
                connection,
                """
                SELECT from_position, to_position, stated_key, city, city_name, district, province,
                       country
                FROM place_resolution WHERE from_position <= ?
                """,
                upTo,
                row -> {
                    Optional<String> name = Optional.ofNullable(row.getString(5));
                    Optional<Names.City> city =
                            name.isEmpty() ? Optional.empty() : Optional.of(city(row, name.get()));
                    Names.add(places, row.getString(3), held(row, city));
                });
        return places;
    }

    private static Names.City city(ResultSet row, String name) throws SQLException {
        return new Names.City(
                row.getLong(4),
                name,
                Optional.ofNullable(row.getString(6)),
                Optional.ofNullable(row.getString(7)),
                row.getString(8));
    }

    private static Map<String, List<Held<Optional<String>>>> actors(
            Connection connection, long upTo) throws SQLException {
        Map<String, List<Held<Optional<String>>>> actors = Names.histories();
        each(
                connection,
                """
                SELECT from_position, to_position, stated, actor
                FROM actor_resolution WHERE from_position <= ?
                """,
                upTo,
                row ->
                        Names.add(
                                actors,
                                row.getString(3),
                                held(row, Optional.ofNullable(row.getString(4)))));
        return actors;
    }

    private static Map<String, List<Held<String>>> actorNames(Connection connection, long upTo)
            throws SQLException {
        Map<String, List<Held<String>>> names = Names.histories();
        each(
                connection,
                """
                SELECT from_position, to_position, actor, name
                FROM actor WHERE from_position <= ?
                """,
                upTo,
                row -> Names.add(names, row.getString(3), held(row, row.getString(4))));
        return names;
    }

    private static List<Held<Names.Membership>> memberships(Connection connection, long upTo)
            throws SQLException {
        List<Held<Names.Membership>> memberships = new ArrayList<>();
        each(
                connection,
                """
                SELECT from_position, to_position, actor, "of", from_day, to_day
                FROM actor_membership WHERE from_position <= ?
                """,
                upTo,
                row ->
                        memberships.add(
                                held(
                                        row,
                                        new Names.Membership(
                                                row.getString(3),
                                                row.getString(4),
                                                Optional.ofNullable(
                                                        row.getObject(5, LocalDate.class)),
                                                Optional.ofNullable(
                                                        row.getObject(6, LocalDate.class))))));
        return memberships;
    }

    private interface Row {
        void read(ResultSet row) throws SQLException;
    }

    private static void each(Connection connection, String sql, long upTo, Row each)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, upTo);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    each.read(rows);
                }
            }
        }
    }

    private static <T> Held<T> held(ResultSet row, T value) throws SQLException {
        long from = row.getLong(1);
        long to = row.getLong(2);
        return new Held<>(from, row.wasNull() ? Long.MAX_VALUE : to, value);
    }
}
