package org.casualtyledger.events;

import org.casualtyledger.events.claim.Code;

/**
 * What the challenged organisation says to a challenge. A word alone: what follows from it is said
 * by events of its own, a correction for instance.
 */
public enum ChallengeOutcome implements Code {
    UPHELD("upheld"),
    PARTLY_UPHELD("partly-upheld"),
    REJECTED("rejected"),
    NOTED("noted");

    private final String code;

    ChallengeOutcome(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
