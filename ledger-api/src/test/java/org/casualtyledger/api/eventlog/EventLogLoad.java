package org.casualtyledger.api.eventlog;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.casualtyledger.api.testing.TestPostgres;

/**
 * Prints appends/s with 256 in flight beside raw single-row INSERT + commit over 16 connections,
 * same bytes, round by round in turns, so that both meet the same machine. Arguments: rounds,
 * seconds per round, bytes of a leaf.
 */
final class EventLogLoad {

    private static final int IN_FLIGHT = 256;
    private static final int CONNECTIONS = 16;

    private EventLogLoad() {}

    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 4;
        Duration each = Duration.ofSeconds(args.length > 1 ? Integer.parseInt(args[1]) : 4);
        int bytes = args.length > 2 ? Integer.parseInt(args[2]) : 1_600;
        String filler = filler(bytes);
        try (HikariDataSource database = TestPostgres.database("log");
                EventLog log = new PostgresEventLog(database)) {
            createRaw(database);
            for (int round = 1; round <= rounds; round++) {
                double raw = raw(database, each, filler);
                double ours = ours(log, each, filler);
                System.out.printf(
                        Locale.ROOT,
                        "round %d: raw %.0f/s, log %.0f/s, %.2f x, log holds %d%n",
                        round,
                        raw,
                        ours,
                        ours / raw,
                        log.head().size());
            }
        }
        System.exit(0);
    }

    private static double ours(EventLog log, Duration each, String filler)
            throws InterruptedException {
        Semaphore free = new Semaphore(IN_FLIGHT);
        AtomicLong done = new AtomicLong();
        long start = System.nanoTime();
        while (System.nanoTime() - start < each.toNanos()) {
            free.acquire();
            NewEvent event = event(filler);
            Tag report = event.tags().iterator().next();
            var unused =
                    log.append(Append.of(event).on(Condition.absent(report)))
                            .whenComplete(
                                    (_, failure) -> {
                                        if (failure == null) {
                                            done.incrementAndGet();
                                        }
                                        free.release();
                                    });
        }
        free.acquire(IN_FLIGHT);
        return done.get() / seconds(start);
    }

    private static double raw(HikariDataSource database, Duration each, String filler)
            throws Exception {
        AtomicLong done = new AtomicLong();
        long start = System.nanoTime();
        try (ExecutorService pool = Executors.newFixedThreadPool(CONNECTIONS)) {
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                writers.add(
                        pool.submit(
                                () -> insertUntil(database, start + each.toNanos(), filler, done)));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        }
        return done.get() / seconds(start);
    }

    private static Void insertUntil(
            HikariDataSource database, long end, String filler, AtomicLong done)
            throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert =
                        connection.prepareStatement(
                                "INSERT INTO raw (id, type, leaf) VALUES (?, ?, ?)")) {
            while (System.nanoTime() < end) {
                NewEvent event = event(filler);
                insert.setObject(1, event.id());
                insert.setString(2, event.type());
                insert.setBytes(3, event.tail());
                insert.executeUpdate();
                done.incrementAndGet();
            }
        }
        return null;
    }

    private static void createRaw(HikariDataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE raw (position bigserial PRIMARY KEY, id uuid UNIQUE, type text, leaf bytea)");
        }
    }

    private static NewEvent event(String filler) {
        UUID id = uuid7();
        String tail =
                "\"by\":\"airwars\",\"data\":{\"x\":\""
                        + filler
                        + "\"},\"id\":\""
                        + id
                        + "\",\"type\":\"report-submitted\",\"v\":1}";
        Set<Tag> tags =
                Set.of(new Tag("report", "airwars/" + id), new Tag("incident", id.toString()));
        return new NewEvent(
                id,
                "report-submitted",
                Optional.of("airwars"),
                Optional.of("SYR"),
                tags,
                tail.getBytes(StandardCharsets.UTF_8));
    }

    private static final AtomicLong COUNTER = new AtomicLong();

    private static UUID uuid7() {
        long now = System.currentTimeMillis();
        long counter = COUNTER.incrementAndGet();
        return new UUID(
                (now << 16) | 0x7000L | (counter & 0xFFF),
                0x8000_0000_0000_0000L | (counter * 0x9E37_79B9L & 0x3FFF_FFFF_FFFF_FFFFL));
    }

    private static String filler(int bytes) {
        Random random = new Random(1);
        StringBuilder filler = new StringBuilder();
        while (filler.length() < bytes - 150) {
            filler.append(Long.toString(random.nextLong() >>> 1, 36));
        }
        return filler.toString();
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
