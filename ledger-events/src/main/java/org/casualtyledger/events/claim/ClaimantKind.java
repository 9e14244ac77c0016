package org.casualtyledger.events.claim;

/** What kind of party makes a claim. */
public enum ClaimantKind implements Code {
    MINISTRY("ministry"),
    AGENCY("agency"),
    MONITOR("monitor"),
    RIGHTS_GROUP("rights-group"),
    LOCAL_AUTHORITY("local-authority"),
    MEDIA("media"),
    WITNESS("witness"),
    BELLIGERENT("belligerent"),
    DATASET("dataset"),
    OTHER("other");

    private final String code;

    ClaimantKind(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
