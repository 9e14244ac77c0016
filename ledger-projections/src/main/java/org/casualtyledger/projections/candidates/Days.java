package org.casualtyledger.projections.candidates;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.casualtyledger.projections.candidates.Likeness.Reason;

/**
 * Compares when two reports put it, up to 300 points. The interval that a report states is its
 * precision. Intervals that overlap have 300 where together they are one day, 250 up to a week, 200
 * up to a month, 120 beyond: an interval of months meets a great many events. Intervals that miss
 * each other by a day have 180, as a night has two dates; by two or three days 90. More excludes.
 */
final class Days {
    static final int FARTHEST = 3;

    private Days() {}

    static Optional<Reason> compare(Sighting a, Sighting b) {
        LocalDate lateStart = later(a.from(), b.from());
        LocalDate earlyEnd = earlier(a.to(), b.to());
        long apart = ChronoUnit.DAYS.between(earlyEnd, lateStart);
        if (apart > FARTHEST) {
            return Optional.empty();
        }
        if (apart > 0) {
            return Optional.of(
                    new Reason(
                            "days",
                            apart == 1 ? 180 : 90,
                            apart == 1 ? "a day apart" : apart + " days apart"));
        }
        long together =
                ChronoUnit.DAYS.between(earlier(a.from(), b.from()), later(a.to(), b.to())) + 1;
        if (together == 1) {
            return Optional.of(new Reason("days", 300, "the same day, " + a.from()));
        }
        int points = together <= 7 ? 250 : together <= 31 ? 200 : 120;
        return Optional.of(
                new Reason(
                        "days", points, "overlapping days, from " + lateStart + " to " + earlyEnd));
    }

    private static LocalDate later(LocalDate a, LocalDate b) {
        return a.isAfter(b) ? a : b;
    }

    private static LocalDate earlier(LocalDate a, LocalDate b) {
        return a.isBefore(b) ? a : b;
    }
}
