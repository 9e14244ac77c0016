package org.casualtyledger.gazetteer;

/**
 * A point that was stated with a place's name, on WGS 84.
 *
 * @param latE6 latitude × 10⁶, −90,000,000 to 90,000,000
 * @param lonE6 longitude × 10⁶, −180,000,000 to 180,000,000
 */
public record StatedPoint(int latE6, int lonE6) {
    public StatedPoint {
        if (Math.abs(latE6) > 90_000_000 || Math.abs(lonE6) > 180_000_000) {
            throw new IllegalArgumentException("not on Earth: " + latE6 + ", " + lonE6);
        }
    }
}
