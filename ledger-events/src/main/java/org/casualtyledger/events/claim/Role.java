package org.casualtyledger.events.claim;

/** A tag across groups of harmed people. */
public enum Role implements Code {
    JOURNALIST("journalist"),
    MEDIC("medic"),
    AID_WORKER("aid-worker");

    private final String code;

    Role(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
