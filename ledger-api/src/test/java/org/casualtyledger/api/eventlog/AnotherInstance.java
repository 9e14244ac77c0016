package org.casualtyledger.api.eventlog;

import com.zaxxer.hikari.HikariDataSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The main of a second process: says it is ready, waits for a line, appends, and prints how many
 * were acknowledged.
 */
final class AnotherInstance {

    private static final int IN_FLIGHT = 64;

    private AnotherInstance() {}

    public static void main(String[] args) throws Exception {
        try (HikariDataSource database = new HikariDataSource()) {
            database.setJdbcUrl(args[0]);
            database.setUsername("postgres");
            try (EventLog log = new PostgresEventLog(database)) {
                log.head();
                System.out.println("ready");
                System.in.read();
                System.out.println(
                        "acknowledged " + append(log, args[1], Integer.parseInt(args[2])));
            }
        }
    }

    /**
     * Appends events tagged with the name, and after each a try for a tag that all instances want
     * for themselves.
     */
    static long append(EventLog log, String name, int count) throws InterruptedException {
        Semaphore free = new Semaphore(IN_FLIGHT);
        AtomicLong acknowledged = new AtomicLong();
        for (int i = 0; i < count; i++) {
            free.acquire();
            var unused =
                    log.append(
                                    Append.of(Events.about(name, "shared" + i))
                                            .on(Condition.absent(Events.tag("shared" + i))))
                            .whenComplete(
                                    (result, failure) -> {
                                        if (failure == null
                                                && result instanceof AppendResult.Appended) {
                                            acknowledged.incrementAndGet();
                                        }
                                        free.release();
                                    });
        }
        free.acquire(IN_FLIGHT);
        return acknowledged.get();
    }
}
