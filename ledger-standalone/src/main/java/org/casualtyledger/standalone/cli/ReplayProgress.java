package org.casualtyledger.standalone.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import tools.jackson.databind.JsonNode;

/**
 * How far a replay is, as the server says: a bar on a terminal, a line every few seconds elsewhere,
 * nothing for what is over at once.
 */
final class ReplayProgress implements AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(3);

    private final Console console;
    private final Optional<ProgressBar> bar;
    private long next = System.nanoTime() + EVERY.toNanos();

    ReplayProgress(Console console, long id) {
        this.console = console;
        this.bar =
                Console.terminal()
                        ? Optional.of(
                                new ProgressBarBuilder()
                                        .setTaskName("replay " + id)
                                        .setStyle(ProgressBarStyle.ASCII)
                                        .setUnit(" events", 1)
                                        .setUpdateIntervalMillis(200)
                                        .showSpeed()
                                        .build())
                        : Optional.empty();
    }

    void show(JsonNode replay) {
        long done = replay.path("position").asLong() + 1;
        long of = replay.path("target").asLong();
        bar.ifPresent(shown -> shown.maxHint(of).stepTo(done));
        if (bar.isPresent() || System.nanoTime() < next) {
            return;
        }
        next = System.nanoTime() + EVERY.toNanos();
        console.note(
                String.format(
                        Locale.ROOT,
                        "replay %d: %,d of %,d events (%d %%)%s%s",
                        replay.path("id").asLong(),
                        done,
                        of,
                        of == 0 ? 100 : 100 * done / of,
                        replay.has("eventsPerSecond")
                                ? String.format(
                                        Locale.ROOT,
                                        ", %,d a second",
                                        replay.path("eventsPerSecond").asLong())
                                : "",
                        replay.has("secondsLeft")
                                ? ", " + replay.path("secondsLeft").asLong() + " s left"
                                : ""));
    }

    @Override
    public void close() {
        bar.ifPresent(ProgressBar::close);
    }
}
