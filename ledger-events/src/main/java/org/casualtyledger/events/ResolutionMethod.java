package org.casualtyledger.events;

import org.casualtyledger.events.claim.Code;

/** How a stated name was resolved. */
public enum ResolutionMethod implements Code {
    /** The only match, by a rule that nobody had to judge. */
    AUTOMATIC("automatic"),
    /** Somebody looked at it. */
    REVIEWED("reviewed");

    private final String code;

    ResolutionMethod(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
