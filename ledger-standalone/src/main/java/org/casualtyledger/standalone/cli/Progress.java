package org.casualtyledger.standalone.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Rows done: a bar on a terminal, a line every few seconds elsewhere, nothing for what is over at
 * once.
 */
sealed interface Progress extends AutoCloseable {

    void row();

    @Override
    void close();

    static Progress of(Console console, String what, OptionalLong rows) {
        return Console.terminal() ? new Bar(what, rows) : new Lines(console, what, rows);
    }

    final class Bar implements Progress {
        private final ProgressBar bar;

        private Bar(String what, OptionalLong rows) {
            bar =
                    new ProgressBarBuilder()
                            .setTaskName(what)
                            .setInitialMax(rows.orElse(-1))
                            .setStyle(ProgressBarStyle.ASCII)
                            .setUnit(" rows", 1)
                            .setUpdateIntervalMillis(200)
                            .showSpeed()
                            .build();
        }

        @Override
        public void row() {
            bar.step();
        }

        @Override
        public void close() {
            bar.close();
        }
    }

    final class Lines implements Progress {
        private static final Duration EVERY = Duration.ofSeconds(3);

        private final Console console;
        private final String what;
        private final OptionalLong rows;
        private final long start = System.nanoTime();
        private long next = start + EVERY.toNanos();
        private long done;

        private Lines(Console console, String what, OptionalLong rows) {
            this.console = console;
            this.what = what;
            this.rows = rows;
        }

        @Override
        public void row() {
            done++;
            long now = System.nanoTime();
            if (now < next) {
                return;
            }
            next = now + EVERY.toNanos();
            double rate = done / ((now - start) / 1e9);
            String of =
                    rows.isPresent() && rows.getAsLong() > 0
                            ? String.format(
                                    Locale.ROOT,
                                    " of %,d (%d %%)",
                                    rows.getAsLong(),
                                    100 * done / rows.getAsLong())
                            : "";
            console.note(
                    String.format(
                            Locale.ROOT, "%s: %,d%s rows, %,.0f a second", what, done, of, rate));
        }

        @Override
        public void close() {}
    }
}
