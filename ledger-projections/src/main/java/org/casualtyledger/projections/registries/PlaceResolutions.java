package org.casualtyledger.projections.registries;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.casualtyledger.events.PlaceResolved.ResolvedPlace;
import org.casualtyledger.projections.processing.ReadSideUnavailable;

/** Reads what stated places stand for, as of a position. */
final class PlaceResolutions {
    private final DataSource read;

    PlaceResolutions(DataSource read) {
        this.read = read;
    }

    /**
     * A resolution that holds.
     *
     * @param statedKey {@link org.casualtyledger.events.StatedName#key}
     * @param since the position of its event
     * @param resolved empty: it stands for none that is known
     */
    record Held(
            String statedKey,
            long since,
            Optional<ResolvedPlace> resolved,
            Optional<String> gazetteer,
            String method,
            OptionalInt distanceMetres) {}

    /** All that hold, by their keys. */
    List<Held> asOf(long position) {
        return read(position, OptionalLong.empty());
    }

    /** Those to one place. */
    List<Held> to(long place, long position) {
        return read(position, OptionalLong.of(place));
    }

    private List<Held> read(long position, OptionalLong place) {
        try (Connection connection = read.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                SELECT stated_key, from_position, place, name, city, city_name, district,
                                       province, country, gazetteer, method, distance_metres
                                FROM place_resolution
                                WHERE from_position <= ? AND (to_position IS NULL OR to_position > ?)
                                  AND (?::bigint IS NULL OR place = ?)
                                ORDER BY stated_key
                                """)) {
            Long wanted = place.isPresent() ? place.getAsLong() : null;
            statement.setLong(1, position);
            statement.setLong(2, position);
            statement.setObject(3, wanted);
            statement.setObject(4, wanted);
            List<Held> held = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    held.add(held(row));
                }
            }
            return held;
        } catch (SQLException e) {
            throw new ReadSideUnavailable(e);
        }
    }

    private static Held held(ResultSet row) throws SQLException {
        long place = row.getLong(3);
        Optional<ResolvedPlace> resolved =
                row.wasNull()
                        ? Optional.empty()
                        : Optional.of(
                                new ResolvedPlace(
                                        place,
                                        row.getString(4),
                                        row.getLong(5),
                                        row.getString(6),
                                        Optional.ofNullable(row.getString(7)),
                                        Optional.ofNullable(row.getString(8)),
                                        row.getString(9)));
        int distance = row.getInt(12);
        OptionalInt metres = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(distance);
        return new Held(
                row.getString(1),
                row.getLong(2),
                resolved,
                Optional.ofNullable(row.getString(10)),
                row.getString(11),
                metres);
    }
}
