package org.casualtyledger.events;

import org.casualtyledger.events.claim.Code;

/** How one actor is part of another. */
public enum MembershipKind implements Code {
    /** A member of a coalition or alliance. */
    COALITION("coalition"),
    /** A part of a larger force: a wing, a brigade. */
    PART("part"),
    /** It went up in another one. */
    MERGER("merger"),
    /** It is the same one under a later name. */
    RENAME("rename");

    private final String code;

    MembershipKind(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
