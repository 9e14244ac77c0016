package org.casualtyledger.events;

/** An event of one organisation's report, by that organisation alone. */
public sealed interface ReportEvent extends LedgerEvent
        permits ReportSubmitted, ReportCorrected, ReportWithdrawn {
    ReportId report();
}
