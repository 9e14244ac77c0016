package org.casualtyledger.api.observe;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.casualtyledger.api.eventlog.Append;
import org.casualtyledger.api.eventlog.AppendResult;
import org.casualtyledger.api.eventlog.Condition;
import org.casualtyledger.api.eventlog.EventLog;
import org.casualtyledger.api.eventlog.LogObserver;
import org.casualtyledger.api.eventlog.NewEvent;
import org.casualtyledger.api.eventlog.PostgresEventLog;
import org.casualtyledger.api.eventlog.Receipt;
import org.casualtyledger.api.eventlog.Tag;
import org.casualtyledger.api.testing.TestPostgres;
import org.casualtyledger.edge.observe.EventTraces;
import org.casualtyledger.edge.observe.Traces;
import org.casualtyledger.events.Uuids;

/**
 * Prints what counting costs an append: alone, in nanoseconds, and as appends/s with and without it
 * in turns. Arguments: rounds, seconds a round.
 */
final class ObservedLoad {
    private static final int BATCH = 64;
    private static final int IN_FLIGHT = 256;

    private ObservedLoad() {}

    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 6;
        int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 4;
        LogObserver observed =
                new ObservedAppends(
                        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                        Traces.off(),
                        new EventTraces());
        for (int round = 0; round < 5; round++) {
            System.out.printf(
                    Locale.ROOT,
                    "alone: %.0f ns an append, of them %.0f ns nobody would save%n",
                    alone(observed),
                    alone(LogObserver.NONE));
        }
        try (HikariDataSource database = TestPostgres.database("log")) {
            for (int round = 1; round <= rounds; round++) {
                double plain = appends(database, LogObserver.NONE, seconds);
                double seen = appends(database, observed, seconds);
                System.out.printf(
                        Locale.ROOT,
                        "round %d: %.0f/s without, %.0f/s with, %.3f x%n",
                        round,
                        plain,
                        seen,
                        seen / plain);
            }
        }
        System.exit(0);
    }

    private static double alone(LogObserver observer) {
        int batches = 20_000;
        Append append = append();
        AppendResult result =
                new AppendResult.Appended(
                        List.of(
                                new Receipt(
                                        1,
                                        append.events().getFirst().id(),
                                        java.time.Instant.EPOCH,
                                        new byte[32])));
        List<AppendResult> results = java.util.Collections.nCopies(BATCH, result);
        long begun = System.nanoTime();
        for (int i = 0; i < batches; i++) {
            List<LogObserver.Observation> batch = new ArrayList<>(BATCH);
            for (int j = 0; j < BATCH; j++) {
                batch.add(observer.offered(append));
            }
            observer.writing(batch, BATCH);
            observer.committing(batch, results);
            observer.written();
            batch.forEach(one -> one.answered(result, null, () -> {}));
        }
        return (System.nanoTime() - begun) / (double) (batches * BATCH);
    }

    private static double appends(HikariDataSource database, LogObserver observer, int seconds)
            throws InterruptedException {
        try (EventLog log = new PostgresEventLog(database, observer)) {
            Semaphore free = new Semaphore(IN_FLIGHT);
            AtomicLong done = new AtomicLong();
            long begun = System.nanoTime();
            while (System.nanoTime() - begun < seconds * 1_000_000_000L) {
                free.acquire();
                var unused =
                        log.append(append())
                                .whenComplete(
                                        (_, failure) -> {
                                            if (failure == null) {
                                                done.incrementAndGet();
                                            }
                                            free.release();
                                        });
            }
            free.acquire(IN_FLIGHT);
            return done.get() / ((System.nanoTime() - begun) / 1e9);
        }
    }

    private static Append append() {
        UUID id = Uuids.timeOrdered(System.currentTimeMillis());
        Tag report = new Tag("report", "load/" + id);
        byte[] tail =
                ("\"by\":\"load\",\"data\":{\"x\":\""
                                + "x".repeat(1_450)
                                + "\"},\"id\":\""
                                + id
                                + "\",\"type\":\"report-submitted\",\"v\":1}")
                        .getBytes(StandardCharsets.UTF_8);
        return Append.of(
                        new NewEvent(
                                id,
                                "report-submitted",
                                Optional.of("load"),
                                Optional.of("SYR"),
                                Set.of(report, new Tag("incident", id.toString())),
                                tail))
                .on(Condition.absent(report));
    }
}
