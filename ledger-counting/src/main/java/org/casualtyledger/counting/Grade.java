package org.casualtyledger.counting;

import org.casualtyledger.events.claim.Code;

/** How well an incident is established (Airwars' scale). */
public enum Grade implements Code {
    CONFIRMED("confirmed"),
    FAIR("fair"),
    WEAK("weak"),
    CONTESTED("contested"),
    DISCOUNTED("discounted"),
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
