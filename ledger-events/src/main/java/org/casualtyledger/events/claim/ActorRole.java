package org.casualtyledger.events.claim;

/** What a claim says of an actor. */
public enum ActorRole implements Code {
    /** Alleged to have caused the harm. */
    ALLEGED("alleged"),
    /** Present, and not alleged. */
    PARTY("party");

    private final String code;

    ActorRole(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
