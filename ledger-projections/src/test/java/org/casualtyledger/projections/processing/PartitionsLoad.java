package org.casualtyledger.projections.processing;

import com.zaxxer.hikari.HikariDataSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.casualtyledger.counting.Histories;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.ReportSubmitted;
import org.casualtyledger.events.TheatreId;

/**
 * How fast a log is caught up with by one processor and by several in one process, over the same
 * events, reports of many theatres: how many, then numbers of partitions. Not a test.
 */
final class PartitionsLoad {
    private static final List<TheatreId> THEATRES =
            Stream.of("SYR", "UKR", "IRQ", "YEM", "SDN", "MMR", "COL", "AFG", "SOM", "ETH", "LBY")
                    .map(TheatreId::new)
                    .toList();

    private PartitionsLoad() {}

    public static void main(String[] args) {
        int events = Integer.parseInt(args[0]);
        List<RecordedEvent> history = reports(events);
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

    private static List<RecordedEvent> reports(int events) {
        Random random = new Random(1);
        Histories raw = new Histories(random);
        List<RecordedEvent> history = new ArrayList<>(events);
        while (history.size() < events) {
            RecordedEvent one = raw.history(1).getFirst();
            if (one.event() instanceof ReportSubmitted e) {
                history.add(
                        new RecordedEvent(
                                one.at(),
                                one.by(),
                                one.id(),
                                THEATRES.get(random.nextInt(THEATRES.size())),
                                new ReportSubmitted(
                                        e.report(),
                                        Optional.empty(),
                                        e.externalId(),
                                        List.of(),
                                        e.claim(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        List.of())));
            }
        }
        return history;
    }
}
