package org.casualtyledger.projections.tallies;

import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import org.casualtyledger.counting.Period;

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
                throw new IllegalArgumentException("must not end before it begins");
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

    /** {@code 2017-05/2017-07}, both inclusive. */
    static Months parseRange(String text) {
        String[] ends = text.split("/", -1);
        if (ends.length != 2) {
            throw new IllegalArgumentException("must be a range such as 2017-05/2017-07");
        }
        return new Within(month(ends[0]), month(ends[1]));
    }

    /** Whether a period lies inside. */
    default boolean contains(Period period) {
        return switch (this) {
            case Any _ -> true;
            case Spanning _ -> !period.first().equals(period.last());
            case Within w -> !period.first().isBefore(w.from()) && !period.last().isAfter(w.to());
        };
    }

    /** Whether a period has a part inside, and is not inside itself. */
    default boolean overlaps(Period period) {
        return this instanceof Within w
                && !contains(period)
                && !period.first().isAfter(w.to())
                && !period.last().isBefore(w.from());
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
