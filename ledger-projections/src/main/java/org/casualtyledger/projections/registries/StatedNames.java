package org.casualtyledger.projections.registries;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.casualtyledger.events.StatedName;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.gazetteer.StatedPlace;
import org.casualtyledger.gazetteer.StatedPoint;
import org.casualtyledger.projections.processing.ReadSideUnavailable;
import org.jspecify.annotations.Nullable;

/** Reads the names that the standing reports state, as of a position; the most frequent first. */
final class StatedNames {
    private final DataSource read;

    StatedNames(DataSource read) {
        this.read = read;
    }

    /**
     * A settlement as stated.
     *
     * @param incidents how many incidents it is stated of
     * @param points every point that is stated with it
     * @param nearby whether some report states "near" it
     */
    record Settlement(StatedName name, long incidents, List<StatedPoint> points, boolean nearby) {
        StatedPlace place() {
            return new StatedPlace(
                    name.name(),
                    name.admin(),
                    name.country(),
                    points,
                    nearby ? StatedPlace.NEAR_RADIUS_METRES : StatedPlace.EXACT_RADIUS_METRES);
        }
    }

    /**
     * An actor as stated.
     *
     * @param incidents how many incidents it is named in
     * @param alleged in how many of these it is alleged
     */
    record StatedActor(String name, long incidents, long alleged) {}

    List<Settlement> settlements(long position, Optional<TheatreId> theatre) {
        return rows(
                """
                SELECT s.country, s.admin, s.settlement, count(DISTINCT s.incident) AS incidents,
                       array_agg(DISTINCT s.lat_e6 || ' ' || s.lon_e6) FILTER (WHERE s.lat_e6 IS NOT NULL),
                       bool_or(s.precision = 'near')
                FROM sightings_at(?) s
                WHERE s.settlement IS NOT NULL AND (?::text IS NULL OR s.theatre COLLATE "C" = ?)
                GROUP BY s.country, s.admin, s.settlement
                ORDER BY incidents DESC, s.country, s.admin, s.settlement
                """,
                position,
                theatre,
                row ->
                        new Settlement(
                                new StatedName(
                                        Optional.ofNullable(row.getString(1)),
                                        texts(row.getArray(2)),
                                        row.getString(3)),
                                row.getLong(4),
                                texts(row.getArray(5)).stream().map(StatedNames::point).toList(),
                                row.getBoolean(6)));
    }

    List<StatedActor> actors(long position, Optional<TheatreId> theatre) {
        return rows(
                """
                SELECT a.name, count(DISTINCT s.incident) AS incidents,
                       count(DISTINCT s.incident) FILTER (WHERE a.alleged)
                FROM sightings_at(?) s
                CROSS JOIN LATERAL (SELECT unnest(s.alleged) AS name, true AS alleged
                                    UNION ALL SELECT unnest(s.present), false) a
                WHERE ?::text IS NULL OR s.theatre COLLATE "C" = ?
                GROUP BY a.name ORDER BY incidents DESC, a.name
                """,
                position,
                theatre,
                row -> new StatedActor(row.getString(1), row.getLong(2), row.getLong(3)));
    }

    /** The actor that each stated name stands for; without a value, for none that is known. */
    Map<String, ResolvedActor> actorResolutions(long position) {
        Map<String, ResolvedActor> found = new HashMap<>();
        rows(
                        """
                        SELECT stated, actor, method, from_position FROM actor_resolution
                        WHERE from_position <= ? AND (to_position IS NULL OR to_position > ?)
                        """,
                        statement -> {
                            statement.setLong(1, position);
                            statement.setLong(2, position);
                        },
                        row ->
                                Map.entry(
                                        row.getString(1),
                                        new ResolvedActor(
                                                Optional.ofNullable(row.getString(2)),
                                                row.getString(3),
                                                row.getLong(4))))
                .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
        return found;
    }

    /**
     * @param since the position of the resolution's event
     */
    record ResolvedActor(Optional<String> actor, String method, long since) {}

    private interface Bind {
        void to(PreparedStatement statement) throws SQLException;
    }

    private interface Read<T> {
        T from(ResultSet row) throws SQLException;
    }

    private <T> List<T> rows(String sql, long position, Optional<TheatreId> theatre, Read<T> read) {
        return rows(
                sql,
                statement -> {
                    String wanted = theatre.map(TheatreId::value).orElse(null);
                    statement.setLong(1, position);
                    statement.setString(2, wanted);
                    statement.setString(3, wanted);
                },
                read);
    }

    private <T> List<T> rows(String sql, Bind bind, Read<T> from) {
        try (Connection connection = read.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind.to(statement);
            List<T> found = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(from.from(row));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new ReadSideUnavailable(e);
        }
    }

    private static List<String> texts(@Nullable Array array) throws SQLException {
        return array == null ? List.of() : Arrays.asList((String[]) array.getArray());
    }

    private static StatedPoint point(String text) {
        int space = text.indexOf(' ');
        return new StatedPoint(
                Integer.parseInt(text.substring(0, space)),
                Integer.parseInt(text.substring(space + 1)));
    }
}
