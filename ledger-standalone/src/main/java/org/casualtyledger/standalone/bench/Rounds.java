package org.casualtyledger.standalone.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Both sides of a work in turns, so that whatever else the machine does meets both. */
final class Rounds {
    private Rounds() {}

    /** One round: every side once. */
    interface Round {
        /** What was measured of each side, in one unit. */
        double[] run() throws Exception;
    }

    /** What is to be timed, once. */
    interface Timed {
        void run() throws Exception;
    }

    /**
     * What each side did, in the order of {@code sides}.
     *
     * @param unit as a line of progress writes it after a figure
     */
    static List<Spread> of(
            String work,
            String unit,
            List<String> sides,
            Plan plan,
            Consumer<String> progress,
            Round round)
            throws Exception {
        for (int i = 0; i < plan.warmUps(); i++) {
            progress.accept(line(work + ": warming up", unit, sides, round.run()));
        }
        List<List<Double>> measured = new ArrayList<>();
        sides.forEach(_ -> measured.add(new ArrayList<>()));
        long end = System.nanoTime() + plan.patience().toNanos();
        for (int i = 1; i <= plan.rounds(); i++) {
            if (i > plan.leastRounds() && System.nanoTime() > end) {
                progress.accept(work + ": out of time, " + (i - 1) + " rounds made");
                break;
            }
            double[] made = round.run();
            for (int side = 0; side < made.length; side++) {
                measured.get(side).add(made[side]);
            }
            progress.accept(
                    line(work + ": round " + i + " of " + plan.rounds(), unit, sides, made));
        }
        return measured.stream().map(Spread::new).toList();
    }

    /** Things per second. What came before leaves no garbage for this side to collect. */
    static double rate(long things, Timed timed) throws Exception {
        System.gc();
        long start = System.nanoTime();
        timed.run();
        return things / seconds(Duration.ofNanos(System.nanoTime() - start));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static String line(String head, String unit, List<String> sides, double[] made) {
        StringBuilder line = new StringBuilder(head);
        for (int i = 0; i < made.length; i++) {
            line.append(String.format(Locale.ROOT, ", %s %,.0f%s", sides.get(i), made[i], unit));
        }
        return line.toString();
    }
}
