package org.casualtyledger.projections.candidates;

import java.util.List;
import java.util.Optional;
import org.casualtyledger.events.claim.PlacePrecision;
import org.casualtyledger.events.claim.Point;
import org.casualtyledger.projections.candidates.Likeness.Reason;

/**
 * Compares where two reports put it, up to 400 points, against what each says of its precision.
 *
 * <ul>
 *   <li>Two points: 400 where they coincide, falling to 0 at 20 km. A point that is only "near"
 *       (within 25 km, as UCDP GED's where_prec 2 has it) may be that far off: such a pair has 280
 *       as far as the radii reach, falling to 0 at 20 km beyond.
 *   <li>A point is missing: 320 for the same name of a settlement in areas that do not contradict.
 *   <li>One or both are wider than a settlement: 200 for the same district, 120 for the same
 *       province, 40 for the same country, where the one lies in the other as far as both are
 *       stated.
 * </ul>
 */
final class Places {
    /**
     * Two gazetteers' points of one town, and a strike on its outskirts, are less than this apart.
     */
    static final int FADES_OUT_METRES = 20_000;

    /** "In the near vicinity": UCDP GED's where_prec 2. */
    static final int NEAR_METRES = 25_000;

    /** As far apart as two points near a settlement can be and still have a score. */
    static final int FARTHEST_METRES = 2 * NEAR_METRES + FADES_OUT_METRES;

    /** The same in microdegrees of latitude: a degree has at least 110.5 km. */
    static final int FARTHEST_LAT_E6 = (int) (FARTHEST_METRES * 10L / 1.1); // 636,364

    private static final int SAME_POINT = 400;
    private static final int WITHIN_PRECISION = 280;
    private static final int SAME_NAME = 320;
    private static final int SAME_DISTRICT = 200;
    private static final int SAME_PROVINCE = 120;
    private static final int SAME_COUNTRY = 40;

    private Places() {}

    /**
     * Whether points alone exclude that they are one, by their latitudes: what most pairs of a
     * theatre are told apart by, before anything is worked out.
     */
    static boolean areFarApart(Sighting a, Sighting b) {
        for (Sighting.Where one : a.where()) {
            for (Sighting.Where other : b.where()) {
                if (one.point().isEmpty()
                        || other.point().isEmpty()
                        || Math.abs(one.point().get().latE6() - other.point().get().latE6())
                                <= FARTHEST_LAT_E6) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The best of all pairs of their places; empty if none can be one place. */
    static Optional<Reason> compare(Sighting a, Sighting b) {
        Optional<Reason> best = Optional.empty();
        for (Sighting.Where one : a.where()) {
            for (Sighting.Where other : b.where()) {
                Optional<Reason> next = compare(one, other);
                if (next.isPresent()
                        && (best.isEmpty() || next.get().points() > best.get().points())) {
                    best = next;
                }
            }
        }
        return best;
    }

    private static Optional<Reason> compare(Sighting.Where a, Sighting.Where b) {
        if (a.point().isPresent() && b.point().isPresent()) {
            return points(a, b, metres(a.point().get(), b.point().get()));
        }
        if (a.settlement().isPresent() && b.settlement().isPresent()) {
            return a.settlement().equals(b.settlement()) && agree(a.area(), b.area())
                    ? Optional.of(
                            new Reason("place", SAME_NAME, "both name " + a.settlement().get()))
                    : Optional.empty();
        }
        return areas(a, b);
    }

    private static Optional<Reason> points(Sighting.Where a, Sighting.Where b, long metres) {
        long radii = radius(a) + radius(b);
        long exactly = SAME_POINT * Math.max(0, FADES_OUT_METRES - metres) / FADES_OUT_METRES;
        long beyond = Math.max(0, metres - radii);
        long nearby =
                radii == 0
                        ? 0
                        : WITHIN_PRECISION
                                * Math.max(0, FADES_OUT_METRES - beyond)
                                / FADES_OUT_METRES;
        long points = Math.max(exactly, nearby);
        if (points == 0) {
            return Optional.empty();
        }
        long tenths = (metres + 50) / 100; // by hand: a format takes longer than all the rest
        String words = tenths / 10 + "." + tenths % 10 + " km apart";
        if (radii > 0) {
            words += ", stated to within " + radii / 1000 + " km";
        }
        return Optional.of(new Reason("place", (int) points, words));
    }

    private static long radius(Sighting.Where where) {
        return where.precision() == PlacePrecision.NEAR ? NEAR_METRES : 0;
    }

    /** At least one is an area: the other has to lie in it, or hold it. */
    private static Optional<Reason> areas(Sighting.Where a, Sighting.Where b) {
        int meant = levels(a, b);
        int known = Math.min(a.area().size(), b.area().size());
        int common = Math.min(common(a.area(), b.area()), meant);
        if (common == 0 || common < Math.min(known, meant)) {
            return Optional.empty();
        }
        String area = a.area().get(common - 1);
        return Optional.of(
                switch (common) {
                    case 1 -> new Reason("place", SAME_COUNTRY, "both are in " + area);
                    case 2 ->
                            new Reason("place", SAME_PROVINCE, "both are in the province " + area);
                    default ->
                            new Reason("place", SAME_DISTRICT, "both are in the district " + area);
                });
    }

    /** How many levels of both areas are meant: of a province, country and province alone. */
    private static int levels(Sighting.Where a, Sighting.Where b) {
        return Math.min(levels(a.precision()), levels(b.precision()));
    }

    private static int levels(PlacePrecision precision) {
        return switch (precision) {
            case EXACT, NEAR, DISTRICT -> 3;
            case PROVINCE -> 2;
            case REGION, COUNTRY, UNLOCATED -> 1;
        };
    }

    /** As far as both are stated, they are the same. */
    private static boolean agree(List<String> a, List<String> b) {
        return common(a, b) == Math.min(a.size(), b.size());
    }

    private static int common(List<String> a, List<String> b) {
        int common = 0;
        while (common < a.size() && common < b.size() && a.get(common).equals(b.get(common))) {
            common++;
        }
        return common;
    }

    /**
     * The distance of two points on a sphere of the Earth's mean radius, by the haversine formula;
     * within 0.6 % of that on the ellipsoid.
     */
    static long metres(Point a, Point b) {
        double latA = Math.toRadians(a.latE6() / 1e6);
        double latB = Math.toRadians(b.latE6() / 1e6);
        double sinLat = Math.sin((latB - latA) / 2);
        double sinLon = Math.sin(Math.toRadians((b.lonE6() - (double) a.lonE6()) / 1e6) / 2);
        double h = sinLat * sinLat + Math.cos(latA) * Math.cos(latB) * sinLon * sinLon;
        return Math.round(2 * 6_371_008.8 * Math.asin(Math.sqrt(Math.min(1, h))));
    }
}
