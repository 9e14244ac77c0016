package org.casualtyledger.events;

import org.casualtyledger.events.claim.Code;

/** What is held to be wrong. */
public enum ChallengeCode implements Code {
    DOUBLE_COUNTED("double-counted"),
    WRONG_PLACE("wrong-place"),
    WRONG_DATE("wrong-date"),
    WRONG_ACTOR("wrong-actor"),
    WRONG_HARM("wrong-harm"),
    NOT_CIVILIAN("not-civilian"),
    SOURCE_UNRELIABLE("source-unreliable"),
    METHOD("method"),
    OTHER("other");

    private final String code;

    ChallengeCode(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
