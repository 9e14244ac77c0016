package org.casualtyledger.events;

import org.casualtyledger.events.claim.Code;

/** Why a report was withdrawn by its submitter. */
public enum WithdrawalReason implements Code {
    DUPLICATE("duplicate"),
    RETRACTED_BY_SOURCE("retracted-by-source"),
    ENTERED_IN_ERROR("entered-in-error"),
    NOT_VERIFIED("not-verified"),
    MISSING_FROM_RELEASE("missing-from-release"),
    OTHER("other");

    private final String code;

    WithdrawalReason(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
