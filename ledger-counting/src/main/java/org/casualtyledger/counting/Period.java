package org.casualtyledger.counting;

import java.time.YearMonth;
import java.util.Locale;
import org.casualtyledger.events.claim.When;

/**
 * A month, or the residual of everything that spans the months from {@code first} to {@code last}.
 */
public record Period(YearMonth first, YearMonth last) {
    public Period {
        if (last.isBefore(first)) {
            throw new IllegalArgumentException("last " + last + " before first " + first);
        }
    }

    static Period of(When when) {
        return new Period(when.firstMonth(), when.lastMonth());
    }

    @Override
    public int hashCode() {
        return Mix.of(first.hashCode(), last.hashCode());
    }

    /** {@code 2017-06}, whatever the locale. */
    public static String text(YearMonth month) {
        return String.format(Locale.ROOT, "%04d-%02d", month.getYear(), month.getMonthValue());
    }
}
