package org.casualtyledger.events.claim;

/** How an allegation stands. */
public enum ActorStatus implements Code {
    ALLEGED("alleged"),
    CONTESTED("contested"),
    ADMITTED("admitted"),
    DENIED("denied");

    private final String code;

    ActorStatus(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
