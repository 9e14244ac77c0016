package org.casualtyledger.gazetteer;

import java.util.Optional;

/**
 * A populated place of the gazetteer.
 *
 * @param id GeoNames' id
 * @param country ISO 3166-1 alpha-2, as GeoNames codes it
 * @param admin1 GeoNames' code of the first-order division; no name is known for it, only its seat
 * @param admin2 the same for the second order; missing for most places
 * @param latE6 latitude × 10⁶, WGS 84
 * @param lonE6 longitude × 10⁶, WGS 84
 * @param feature GeoNames' feature code: PPL a populated place, PPLC the capital, PPLA, PPLA2 … a
 *     seat of a division, PPLX a section of a place, PPLQ abandoned, PPLH historical, PPLW
 *     destroyed
 * @param population as GeoNames has it; 0 is not recorded
 */
public record GazetteerPlace(
        long id,
        String name,
        String country,
        Optional<String> admin1,
        Optional<String> admin2,
        int latE6,
        int lonE6,
        String feature,
        long population) {
    public GazetteerPlace {
        if (Math.abs(latE6) > 90_000_000 || Math.abs(lonE6) > 180_000_000) {
            throw new IllegalArgumentException("place " + id + " is not on Earth");
        }
        if (population < 0) {
            throw new IllegalArgumentException("place " + id + ": population " + population);
        }
    }

    /** How far the point is, in metres; see {@link GreatCircle}. */
    public long metresTo(int otherLatE6, int otherLonE6) {
        return GreatCircle.metres(latE6, lonE6, otherLatE6, otherLonE6);
    }

    /** A part of a populated place, such as a quarter that has a name of its own. */
    boolean isSection() {
        return feature.equals("PPLX");
    }

    /**
     * Nobody lives there any more. Such a place still has its name, and may be where people died.
     */
    boolean isDeserted() {
        return feature.equals("PPLQ") || feature.equals("PPLH") || feature.equals("PPLW");
    }

    boolean isProvinceSeat() {
        return feature.equals("PPLC") || feature.equals("PPLA");
    }

    boolean isDistrictSeat() {
        return feature.equals("PPLA2");
    }
}
