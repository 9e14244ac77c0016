package org.casualtyledger.projections.tallies;

/** In which role an actor is asked for. */
enum Role {
    /** Alleged to have caused the harm. */
    ALLEGED,
    /** Present in any role, alleged included. */
    PARTY;

    static Role parse(String text) {
        return switch (text) {
            case "alleged" -> ALLEGED;
            case "party" -> PARTY;
            default -> throw new IllegalArgumentException("must be alleged or party");
        };
    }
}
