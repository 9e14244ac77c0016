package org.casualtyledger.events;

import org.casualtyledger.events.claim.Code;

/** Why an organisation takes a signing key back. */
public enum RevocationReason implements Code {
    SUPERSEDED("superseded"),
    LOST("lost"),
    STOLEN("stolen"),
    OTHER("other");

    private final String code;

    RevocationReason(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
