package org.casualtyledger.projections.tallies;

/** The parts in which a tally of one actor or one city is shown, beside the whole. */
enum Part {
    /** Nobody else is alleged. */
    SOLE("sole"),
    /** Others are alleged too. */
    SHARED("shared"),
    /** Stated as at a place of the city. */
    AT("at"),
    /** Stated as near a place of the city. */
    NEAR("near");

    private final String code;

    Part(String code) {
        this.code = code;
    }

    String code() {
        return code;
    }
}
