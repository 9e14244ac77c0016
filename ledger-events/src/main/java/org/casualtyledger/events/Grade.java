package org.casualtyledger.events;

import org.casualtyledger.events.claim.Code;

/** How well an incident is established (the scale that Airwars publishes). */
public enum Grade implements Code {
    /** A belligerent has admitted harm to civilians. */
    CONFIRMED("confirmed"),
    /**
     * Two or more credible sources, and a likely strike of the party in that place at that time.
     */
    FAIR("fair"),
    /** One source only, or sources that cannot be told apart. */
    WEAK("weak"),
    /** Competing accounts of who did it. */
    CONTESTED("contested"),
    /** It has been shown that no civilians were harmed, or not by this event. */
    DISCOUNTED("discounted"),
    /** Nobody has graded it. */
    UNGRADED("ungraded");

    private final String code;

    Grade(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
