package org.casualtyledger.projections.candidates;

import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.casualtyledger.events.claim.Point;

/**
 * Finds the reports that can be alike at all, by the indexes of {@code sighting}: those of a
 * theatre whose days are near and whose point, where both have one, is not too far.
 */
final class Blocks {
    private Blocks() {}

    /** A window in days and degrees. */
    private record Window(Sighting sighting, Optional<Point> point) {
        int latReach() {
            return Places.FARTHEST_LAT_E6;
        }

        /** Wider towards the poles; all around near them. */
        int lonReach(Point at) {
            double narrowing =
                    Math.cos(Math.toRadians(Math.min(89, Math.abs(at.latE6() / 1e6) + 1)));
            return (int) Math.min(360e6, latReach() / narrowing);
        }
    }

    /**
     * The versions of reports, whichever hold, that can be alike to one of these.
     *
     * @param most stops there
     */
    static Set<Long> around(
            Connection connection, String theatre, List<Sighting> sightings, int most)
            throws SQLException {
        List<Window> windows = new ArrayList<>();
        for (Sighting sighting : sightings) {
            for (Sighting.Where where : sighting.where()) {
                windows.add(new Window(sighting, where.point()));
            }
        }
        Set<Long> found = new LinkedHashSet<>();
        if (windows.isEmpty()) {
            return found;
        }
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT DISTINCT n.position
                        FROM unnest(?::date[], ?::date[], ?::int[], ?::int[], ?::int[], ?::int[])
                             AS w (from_day, to_day, south, north, west, east)
                        CROSS JOIN LATERAL (
                            SELECT s.position, s.lat_e6, s.lon_e6 FROM sighting s
                            WHERE s.theatre = ? AND s.from_day >= w.from_day - 31 - ?
                              AND s.from_day <= w.to_day + ? AND s.to_day >= w.from_day - ?
                              AND s.to_day - s.from_day <= 31
                            UNION ALL
                            SELECT s.position, s.lat_e6, s.lon_e6 FROM sighting s
                            WHERE s.theatre = ? AND s.from_day <= w.to_day + ?
                              AND s.to_day >= w.from_day - ? AND s.to_day - s.from_day > 31) n
                        WHERE w.south IS NULL OR n.lat_e6 IS NULL
                           OR (n.lat_e6 BETWEEN w.south AND w.north
                               AND (n.lon_e6 BETWEEN w.west AND w.east
                                    OR n.lon_e6 + 360000000 BETWEEN w.west AND w.east
                                    OR n.lon_e6 - 360000000 BETWEEN w.west AND w.east))
                        LIMIT ?
                        """)) {
            bind(statement, connection, windows);
            int days = Days.FARTHEST;
            statement.setString(7, theatre);
            statement.setInt(8, days);
            statement.setInt(9, days);
            statement.setInt(10, days);
            statement.setString(11, theatre);
            statement.setInt(12, days);
            statement.setInt(13, days);
            statement.setInt(14, most);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(row.getLong(1));
                }
            }
        }
        return found;
    }

    private static void bind(
            PreparedStatement statement, Connection connection, List<Window> windows)
            throws SQLException {
        int n = windows.size();
        Date[] from = new Date[n];
        Date[] to = new Date[n];
        Integer[] south = new Integer[n];
        Integer[] north = new Integer[n];
        Integer[] west = new Integer[n];
        Integer[] east = new Integer[n];
        for (int i = 0; i < n; i++) {
            Window window = windows.get(i);
            from[i] = Date.valueOf(window.sighting().from());
            to[i] = Date.valueOf(window.sighting().to());
            if (window.point().isPresent()) {
                Point at = window.point().get();
                south[i] = at.latE6() - window.latReach();
                north[i] = at.latE6() + window.latReach();
                west[i] = at.lonE6() - window.lonReach(at);
                east[i] = at.lonE6() + window.lonReach(at);
            }
        }
        statement.setArray(1, connection.createArrayOf("date", from));
        statement.setArray(2, connection.createArrayOf("date", to));
        statement.setArray(3, connection.createArrayOf("int4", south));
        statement.setArray(4, connection.createArrayOf("int4", north));
        statement.setArray(5, connection.createArrayOf("int4", west));
        statement.setArray(6, connection.createArrayOf("int4", east));
    }
}
