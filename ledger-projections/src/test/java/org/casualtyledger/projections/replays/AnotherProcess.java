package org.casualtyledger.projections.replays;

import com.zaxxer.hikari.HikariDataSource;
import java.util.concurrent.CountDownLatch;
import org.casualtyledger.projections.ReadSchema;
import org.casualtyledger.projections.feed.LogKey;
import org.casualtyledger.projections.feed.LogTailFeed;

/** Goes on with a replay in a JVM of its own, until it is killed. */
final class AnotherProcess {
    private AnotherProcess() {}

    public static void main(String[] args) throws InterruptedException {
        HikariDataSource database = new HikariDataSource();
        database.setJdbcUrl(args[0]);
        database.setSchema(ReadSchema.NAME);
        Shadows.replays(
                        database,
                        new LogTailFeed(database),
                        new LogKey(java.util.Optional.of(args[2]), java.util.Optional.empty()),
                        "process " + ProcessHandle.current().pid())
                .resume(Long.parseLong(args[1]));
        new CountDownLatch(1).await();
    }
}
