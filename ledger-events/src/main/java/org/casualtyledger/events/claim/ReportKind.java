package org.casualtyledger.events.claim;

/** What a report accounts for. Only incident reports post to tallies. */
public enum ReportKind implements Code {
    /** One event. */
    INCIDENT("incident"),
    /** A remainder or a sum over a time and an area; posts to its organisation's own series. */
    AGGREGATE("aggregate"),
    /** An area's running total through a date; never posts, its differences are a series. */
    CUMULATIVE("cumulative");

    private final String code;

    ReportKind(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
