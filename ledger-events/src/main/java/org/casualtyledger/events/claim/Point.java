package org.casualtyledger.events.claim;

/**
 * A point on WGS 84, in microdegrees.
 *
 * @param latE6 latitude × 10⁶, −90,000,000 to 90,000,000
 * @param lonE6 longitude × 10⁶, −180,000,000 to 180,000,000
 */
public record Point(int latE6, int lonE6) {
    public Point {
        if (Math.abs(latE6) > 90_000_000) {
            throw new IllegalArgumentException("latitude out of bounds: " + latE6);
        }
        if (Math.abs(lonE6) > 180_000_000) {
            throw new IllegalArgumentException("longitude out of bounds: " + lonE6);
        }
    }
}
