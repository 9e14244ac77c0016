package org.casualtyledger.events.signature;

import org.casualtyledger.events.claim.Code;

/** Why a signature is none, or a key no key. */
public enum SignatureFault implements Code {
    UNKNOWN_KEY("unknown-key", "the organisation had no key of this id"),
    REVOKED_KEY("revoked-key", "the organisation had revoked the key"),
    BAD_SIGNATURE("bad-signature", "the key did not sign this"),
    OTHER_ORGANISATION("other-organisation", "it is not this organisation's to say"),
    OTHER_REPORT("other-report", "the report's id does not follow from its external id"),
    NOT_THE_FIRST("not-the-first", "the report had events already"),
    NOTHING_BEFORE("nothing-before", "the report had no event that this could follow"),
    KEY_KNOWN("key-known", "the organisation had the key already"),
    OTHER_KEY_ID("other-key-id", "the id is not this key's"),
    BAD_POSSESSION("bad-possession", "the key did not sign its own registration"),
    NOT_ENDORSED("not-endorsed", "an earlier key of the organisation must sign the registration"),
    NOTHING_TO_ENDORSE("nothing-to-endorse", "the organisation had no key that could sign this");

    private final String code;
    private final String meaning;

    SignatureFault(String code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    @Override
    public String code() {
        return code;
    }

    /** In words, for people. */
    public String meaning() {
        return meaning;
    }
}
