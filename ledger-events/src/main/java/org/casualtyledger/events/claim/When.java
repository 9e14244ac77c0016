package org.casualtyledger.events.claim;

import java.time.LocalDate;
import java.time.YearMonth;

/** When it happened: local civil dates as stated, both inclusive, never converted. */
public record When(LocalDate from, LocalDate to, TimePrecision precision) {
    public When {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("to " + to + " before from " + from);
        }
    }

    public YearMonth firstMonth() {
        return YearMonth.from(from);
    }

    public YearMonth lastMonth() {
        return YearMonth.from(to);
    }

    /** Whether the whole interval lies in one month. */
    public boolean isInOneMonth() {
        return firstMonth().equals(lastMonth());
    }
}
