package org.casualtyledger.projections.processing;

import com.zaxxer.hikari.HikariDataSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.projections.testing.TheatreHistories;

/**
 * How fast a log is caught up with by one processor and by several in one process, over the same
 * events: events, then numbers of partitions. Not a test.
 */
final class PartitionsLoad {
    private PartitionsLoad() {}

    public static void main(String[] args) {
        int events = Integer.parseInt(args[0]);
        List<RecordedEvent> history = new ArrayList<>(events);
        history.addAll(TheatreHistories.history(new Random(1), events));
        for (int i = 1; i < args.length; i++) {
            int partitions = Integer.parseInt(args[i]);
            try (SharedTables tables = new SharedTables(partitions)) {
                HikariDataSource database = tables.database;
                tables.append(history);
                PartitionedProjections instance = tables.instance("one", 4_096, database);
                long begun = System.nanoTime();
                instance.start();
                tables.caughtUp();
                double seconds = (System.nanoTime() - begun) / 1e9;
                System.out.printf(
                        "%d partitions: %d events in %.1f s, %.0f events/s%n",
                        partitions, events, seconds, events / seconds);
            }
        }
        System.exit(0);
    }
}
