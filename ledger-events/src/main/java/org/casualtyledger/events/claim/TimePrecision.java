package org.casualtyledger.events.claim;

/** How precisely a date is stated (after UCDP GED's date_prec 1 to 5). */
public enum TimePrecision implements Code {
    /** The exact day. */
    DAY("day"),
    /** Within two to six days. */
    DAYS("days"),
    /** The week. */
    WEEK("week"),
    /** The month. */
    MONTH("month"),
    /** More than a month. */
    LONGER("longer");

    private final String code;

    TimePrecision(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
