package org.casualtyledger.counting;

import org.casualtyledger.events.ReportId;

/** The log corrects or withdraws a report that it never saw submitted. No log of ours can. */
public final class UnknownReport extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnknownReport(long position, ReportId report) {
        super("position " + position + " names report " + report + ", which was never submitted");
    }
}
