package org.casualtyledger.api.observe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.casualtyledger.api.eventlog.EventLog;
import org.casualtyledger.api.eventlog.LogUnavailable;
import org.casualtyledger.edge.observe.Gauges;

/** How large the log is, and whether it takes anything. */
final class LogGauges implements Gauges {
    private final EventLog log;

    LogGauges(EventLog log) {
        this.log = log;
    }

    @Override
    public String source() {
        return "log";
    }

    /** Where the log cannot be read its size is left out, and that it is not ready is not. */
    @Override
    public List<Reading> read() {
        List<Reading> readings = new ArrayList<>();
        Optional<LogUnavailable> unready = log.unready();
        readings.add(
                Reading.of(
                        "ledger.log.unready",
                        "1 while no append would be taken",
                        unready.isPresent() ? 1 : 0));
        try {
            readings.add(Reading.of("ledger.log.size", "Events in the log", log.head().size()));
        } catch (LogUnavailable e) {
            if (unready.isEmpty()) {
                throw e;
            }
        }
        return readings;
    }
}
