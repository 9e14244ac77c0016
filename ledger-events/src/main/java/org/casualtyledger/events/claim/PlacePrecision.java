package org.casualtyledger.events.claim;

/** How precisely a place is stated (after UCDP GED's where_prec 1 to 7). */
public enum PlacePrecision implements Code {
    /** At the named settlement. */
    EXACT("exact"),
    /** Near the named settlement. */
    NEAR("near"),
    /** Somewhere in a second-order division. */
    DISTRICT("district"),
    /** Somewhere in a first-order division. */
    PROVINCE("province"),
    /** Somewhere in a fuzzy region or along a line. */
    REGION("region"),
    /** Somewhere in the country. */
    COUNTRY("country"),
    /** At sea, in the air, or not stated. */
    UNLOCATED("unlocated");

    private final String code;

    PlacePrecision(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
