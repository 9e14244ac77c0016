package org.casualtyledger.projections.tallies;

import java.time.YearMonth;
import java.time.format.DateTimeParseException;

/** Which months a tally is asked for. */
sealed interface Months {
    /** All of them. */
    record Any() implements Months {}

    /** What spans more than one month. */
    record Spanning() implements Months {}

    /** What lies wholly in a range, both inclusive; what only overlaps it is answered beside. */
    record Within(YearMonth from, YearMonth to) implements Months {
        public Within {
            if (to.isBefore(from)) {
                throw new IllegalArgumentException("must not be before \"from\"");
            }
        }
    }

    YearMonth EARLIEST = YearMonth.of(1, 1);
    YearMonth LATEST = YearMonth.of(9999, 12);

    static Months parse(String text) {
        if (text.equals("spans")) {
            return new Spanning();
        }
        YearMonth month = month(text);
        return new Within(month, month);
    }

    static YearMonth month(String text) {
        try {
            if (text.length() == 7) {
                return YearMonth.parse(text);
            }
        } catch (DateTimeParseException e) {
            // said below
        }
        throw new IllegalArgumentException("must be a month such as 2017-06");
    }
}
