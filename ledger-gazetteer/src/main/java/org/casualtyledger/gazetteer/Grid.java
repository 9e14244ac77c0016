package org.casualtyledger.gazetteer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Places by cells of half a degree. Does not look across the meridian of 180°: of the gazetteer's
 * countries only the farthest east of Russia has one, with a handful of places.
 */
final class Grid {
    private static final int CELL_E6 = 500_000;

    /** Metres in a microdegree of latitude, a little less, so that nothing near is missed. */
    private static final double METRES_A_MICRODEGREE = 0.111;

    private final Map<Long, List<NamedPlace>> cells = new HashMap<>();

    private record Near(NamedPlace place, long metres) {}

    Grid(List<NamedPlace> places) {
        for (NamedPlace place : places) {
            long cell = cell(row(place.place().latE6()), row(place.place().lonE6()));
            cells.computeIfAbsent(cell, _ -> new ArrayList<>(2)).add(place);
        }
    }

    /** At most so many metres away, the nearest first. */
    List<NamedPlace> near(int latE6, int lonE6, int metres) {
        int lat = (int) (metres / METRES_A_MICRODEGREE);
        double farthestNorth = Math.min(89, (Math.abs(latE6) + lat) / 1e6);
        int lon = (int) Math.min(180_000_000, lat / Math.cos(Math.toRadians(farthestNorth)));
        List<Near> near = new ArrayList<>();
        for (int y = row(latE6 - lat); y <= row(latE6 + lat); y++) {
            for (int x = row(lonE6 - lon); x <= row(lonE6 + lon); x++) {
                for (NamedPlace place : cells.getOrDefault(cell(y, x), List.of())) {
                    long away = place.place().metresTo(latE6, lonE6);
                    if (away <= metres) {
                        near.add(new Near(place, away));
                    }
                }
            }
        }
        near.sort(
                Comparator.comparingLong(Near::metres)
                        .thenComparing(n -> n.place().place(), Gazetteer.MOST_POPULOUS));
        return near.stream().map(Near::place).toList();
    }

    private static int row(int degreesE6) {
        return Math.floorDiv(degreesE6, CELL_E6);
    }

    private static long cell(int y, int x) {
        return ((long) y << 32) | (x & 0xffffffffL);
    }
}
