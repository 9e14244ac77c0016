package org.casualtyledger.projections.edge;

import org.casualtyledger.edge.Parameters;

/**
 * Under which rules an answer stands: registries, resolutions and the default methodology as they
 * were at the position that is asked about, or as they are today.
 */
public enum Rules {
    THEN,
    NOW;

    /** The parameter {@code rules}; {@code then} where none is given. */
    public static Rules read(Parameters parameters) {
        return parameters
                .parsed(
                        "rules",
                        text ->
                                switch (text) {
                                    case "then" -> THEN;
                                    case "now" -> NOW;
                                    default ->
                                            throw new IllegalArgumentException(
                                                    "must be then or now");
                                })
                .orElse(THEN);
    }

    /**
     * The position whose rules hold.
     *
     * @param position that is asked about
     * @param latest that is applied
     */
    public long position(long position, long latest) {
        return switch (this) {
            case THEN -> position;
            case NOW -> Math.max(position, latest);
        };
    }
}
