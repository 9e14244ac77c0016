package org.casualtyledger.counting;

import org.casualtyledger.events.Grade;
import org.casualtyledger.events.claim.Code;

/** The grade under which a tally puts an incident: an assessor's, or that they disagree. */
public enum CellGrade implements Code {
    CONFIRMED("confirmed"),
    FAIR("fair"),
    WEAK("weak"),
    CONTESTED("contested"),
    DISCOUNTED("discounted"),
    UNGRADED("ungraded"),
    /** Assessors whom the methodology trusts give different grades. */
    DISPUTED("disputed");

    private final String code;

    CellGrade(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }

    static CellGrade of(Grade grade) {
        return switch (grade) {
            case CONFIRMED -> CONFIRMED;
            case FAIR -> FAIR;
            case WEAK -> WEAK;
            case CONTESTED -> CONTESTED;
            case DISCOUNTED -> DISCOUNTED;
            case UNGRADED -> UNGRADED;
        };
    }
}
