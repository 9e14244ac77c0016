package org.casualtyledger.gazetteer;

/**
 * Distances on a sphere of the Earth's mean radius, by the haversine formula. Against the WGS 84
 * ellipsoid the error is below 0.6 %, 60 m in 10 km: less than the extent of a town.
 */
final class GreatCircle {
    /** The mean radius of the Earth as the IUGG defines it, (2a + b) / 3 of WGS 84. */
    private static final double EARTH_RADIUS_METRES = 6_371_008.8;

    private GreatCircle() {}

    /** The distance of two points in microdegrees, rounded to the metre. */
    static long metres(int latE6, int lonE6, int otherLatE6, int otherLonE6) {
        double lat = Math.toRadians(latE6 / 1e6);
        double otherLat = Math.toRadians(otherLatE6 / 1e6);
        double sinLat = Math.sin((otherLat - lat) / 2);
        double sinLon = Math.sin(Math.toRadians((otherLonE6 - (double) lonE6) / 1e6) / 2);
        double h = sinLat * sinLat + Math.cos(lat) * Math.cos(otherLat) * sinLon * sinLon;
        return Math.round(2 * EARTH_RADIUS_METRES * Math.asin(Math.sqrt(Math.min(1, h))));
    }
}
