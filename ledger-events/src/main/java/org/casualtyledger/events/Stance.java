package org.casualtyledger.events;

import org.casualtyledger.events.claim.Code;

/** What a belligerent says about an incident. */
public enum Stance implements Code {
    ADMITS("admits"),
    /** Never lowers a minimum. */
    DENIES("denies"),
    INVESTIGATING("investigating"),
    /** Asked, and gave no answer. */
    SILENT("silent");

    private final String code;

    Stance(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
