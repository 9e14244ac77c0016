package org.casualtyledger.gazetteer;

import java.util.List;
import java.util.Optional;

/**
 * A settlement as reports state it. Reports that state the same names may state several points.
 *
 * @param name as stated; "a/b" states two names of one place
 * @param admin the admin path as stated, from the province downwards; may be empty
 * @param country as stated: a name or an ISO 3166-1 code
 * @param points every point that was stated with these names; may be empty
 * @param radiusMetres how far from a point the place may be by what was stated about the point's
 *     precision, at least 0
 */
public record StatedPlace(
        String name,
        List<String> admin,
        Optional<String> country,
        List<StatedPoint> points,
        int radiusMetres) {
    /** The point is that of the settlement: UCDP GED's where_prec 1. */
    public static final int EXACT_RADIUS_METRES = 0;

    /** UCDP GED's where_prec 2: the event was "in the near vicinity" of the point, up to 25 km. */
    public static final int NEAR_RADIUS_METRES = 25_000;

    public StatedPlace {
        admin = List.copyOf(admin);
        points = List.copyOf(points);
        if (radiusMetres < 0) {
            throw new IllegalArgumentException("radius below 0: " + radiusMetres);
        }
    }
}
