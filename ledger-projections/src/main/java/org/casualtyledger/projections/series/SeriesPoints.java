package org.casualtyledger.projections.series;

import java.util.Comparator;
import java.util.List;

/** Which points of a series are shown, and in which order. */
final class SeriesPoints {
    private SeriesPoints() {}

    /** Those that hold, in the order of the days they end. */
    static List<Point> holding(List<Point> points) {
        return points.stream().filter(point -> point.version().ended().isEmpty()).toList();
    }

    /** All, in the order in which they were recorded. */
    static List<Point> revisions(List<Point> points) {
        return points.stream().sorted(Comparator.comparingLong(Point::position)).toList();
    }
}
