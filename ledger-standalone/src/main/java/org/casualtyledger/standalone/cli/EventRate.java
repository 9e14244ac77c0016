package org.casualtyledger.standalone.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.function.LongConsumer;

/** Says every few seconds how many events are done, and how many a second. */
final class EventRate implements LongConsumer {
    private static final Duration EVERY = Duration.ofSeconds(3);

    private final Console console;
    private final String what;
    private final long start = System.nanoTime();
    private long next = start + EVERY.toNanos();

    EventRate(Console console, String what) {
        this.console = console;
        this.what = what;
    }

    @Override
    public void accept(long events) {
        long now = System.nanoTime();
        if (now >= next) {
            next = now + EVERY.toNanos();
            console.note(words(events));
        }
    }

    /** How many, in how long, and the rate. */
    String words(long events) {
        double seconds = Math.max(1e-3, (System.nanoTime() - start) / 1e9);
        return String.format(
                Locale.ROOT,
                "%s: %,d events in %.1f s, %,.0f a second",
                what,
                events,
                seconds,
                events / seconds);
    }
}
