package org.casualtyledger.counting;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.casualtyledger.events.claim.When;

/**
 * Spreads the harm of an interval over its months by their days, in whole people: the parts add up
 * to the whole, and no part's minimum is above its maximum. The incident itself, and what is not
 * stated or open-ended of it, counts in its first month.
 */
final class Spread {
    private Spread() {}

    static List<Contribution> over(When when, CellKey cell, Measures whole) {
        long days = ChronoUnit.DAYS.between(when.from(), when.to()) + 1;
        List<Contribution> parts = new ArrayList<>();
        long before = 0;
        for (YearMonth month = when.firstMonth();
                !month.isAfter(when.lastMonth());
                month = month.plusMonths(1)) {
            LocalDate last =
                    month.atEndOfMonth().isBefore(when.to()) ? month.atEndOfMonth() : when.to();
            long through = ChronoUnit.DAYS.between(when.from(), last) + 1;
            Measures part =
                    new Measures(
                            before == 0 ? whole.incidents() : 0,
                            before == 0 ? whole.withCivilianHarm() : 0,
                            before == 0 ? whole.disputed() : 0,
                            part(whole.killed(), before, through, days),
                            part(whole.injured(), before, through, days),
                            part(whole.undetermined(), before, through, days));
            if (!part.isZero()) {
                parts.add(new Contribution(inMonth(cell, month), part));
            }
            before = through;
        }
        return parts;
    }

    private static Bounds part(Bounds whole, long before, long through, long days) {
        long min = share(whole.min(), before, through, days);
        long more = share(whole.max() - whole.min(), before, through, days);
        return new Bounds(
                min,
                min + more,
                before == 0 ? whole.notStated() : 0,
                before == 0 ? whole.openEnded() : 0);
    }

    /**
     * What falls on the days after {@code before} up to {@code through}: rounded down, summed up.
     */
    private static long share(long people, long before, long through, long days) {
        return people * through / days - people * before / days;
    }

    private static CellKey inMonth(CellKey cell, YearMonth month) {
        return new CellKey(
                cell.theatre(),
                cell.place(),
                new Period(month, month),
                cell.actors(),
                cell.grade(),
                cell.organisations());
    }
}
