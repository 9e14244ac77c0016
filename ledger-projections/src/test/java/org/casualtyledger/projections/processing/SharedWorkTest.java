package org.casualtyledger.projections.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.casualtyledger.projections.processing.SharedTables.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.casualtyledger.counting.CountedHistory;
import org.casualtyledger.counting.Methodologies;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.projections.testing.TheatreHistories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who applies which partition, and what becomes of those who are gone. */
class SharedWorkTest {
    private static final int PARTITIONS = 8;

    /** A claim lasts 3 s; then a round, and a claim of Axon's. */
    private static final Duration TAKEN_OVER = Duration.ofSeconds(6);

    private final SharedTables tables = new SharedTables(PARTITIONS);
    private final long seed = System.nanoTime();
    private final List<RecordedEvent> history = TheatreHistories.history(new Random(seed), 1_200);

    @AfterEach
    void close() {
        tables.close();
    }

    @Test
    void each_instance_takes_its_part_and_gives_back_what_is_more() {
        PartitionedProjections a = tables.instance("a", 64);
        PartitionedProjections b = tables.instance("b", 64);
        PartitionedProjections c = tables.instance("c", 64);

        a.start();
        await(() -> tables.owners().equals(Map.of("a", 8L)));
        b.start();
        await(() -> tables.owners().equals(Map.of("a", 4L, "b", 4L)));
        c.start();
        await(() -> tables.owners().equals(Map.of("a", 3L, "b", 3L, "c", 2L)));
        a.stop();
        await(() -> tables.owners().equals(Map.of("b", 4L, "c", 4L)));
        c.stop();
        await(() -> tables.owners().equals(Map.of("b", 8L)));
    }

    @Test
    void partitions_of_a_killed_process_are_taken_over_within_seconds() throws Exception {
        tables.log.append(history.subList(0, 700));
        tables.instance("here", 16).start();
        Process other = anotherProcess("other");
        try {
            await(() -> tables.owners().equals(Map.of("here", 4L, "other", 4L)));
        } finally {
            other.destroyForcibly().waitFor(); // SIGKILL
        }
        long killed = System.nanoTime();
        tables.log.append(history.subList(700, history.size()));

        await(() -> tables.owners().equals(Map.of("here", 8L)));
        tables.caughtUp();

        assertThat(Duration.ofNanos(System.nanoTime() - killed))
                .isLessThan(TAKEN_OVER.multipliedBy(2)); // a machine may be slow
        assertCounted();
    }

    @Test
    void a_stopped_process_that_wakes_writes_nothing_of_what_it_lost_and_takes_part_again()
            throws Exception {
        tables.log.append(history.subList(0, 300));
        tables.instance("here", 16).start();
        Process other = anotherProcess("other");
        try {
            await(() -> tables.owners().equals(Map.of("here", 4L, "other", 4L)));
            tables.log.append(history.subList(300, 800));
            signal(other, "STOP"); // wherever it happens to be
            await(() -> tables.owners().equals(Map.of("here", 8L)));
            tables.caughtUp();
            signal(other, "CONT");
            await(() -> tables.owners().equals(Map.of("here", 4L, "other", 4L)));
            tables.log.append(history.subList(800, history.size()));
            tables.caughtUp();
        } finally {
            other.destroyForcibly().waitFor();
        }
        assertCounted();
    }

    @Test
    void two_instances_that_exchange_partitions_carry_on_from_each_other() {
        PartitionedProjections a = tables.instance("a", 8);
        PartitionedProjections b = tables.instance("b", 8);
        a.start();
        int at = 0;
        while (at < history.size()) {
            int to = Math.min(history.size(), at + 300);
            tables.log.append(history.subList(at, to));
            at = to;
            b.start();
            await(() -> tables.owners().equals(Map.of("a", 4L, "b", 4L)));
            (a.working().contains(0) ? a : b).stop();
            tables.caughtUp();
            a.start();
        }
        assertCounted();
    }

    @Test
    void an_event_that_cannot_be_read_stops_its_partition_and_what_readers_see() {
        tables.log.append(history.subList(0, 200));
        PartitionedProjections a = tables.instance("a", 16);
        a.start();
        tables.caughtUp();
        // What says of itself neither type nor theatre is in every partition.
        long bad = tables.log.appendRaw(Instant.now(), "no leaf".getBytes(StandardCharsets.UTF_8));
        tables.log.append(history.subList(200, 300));

        await(() -> a.health().failed().isPresent() && a.working().isEmpty());

        assertThat(a.health().failed().orElseThrow().position()).isEqualTo(bad);
        assertThat(tables.watermark()).isEqualTo(bad - 1);
        assertThat(a.health().lag()).isEqualTo(101);
    }

    @Test
    void the_number_of_partitions_changes_only_where_all_stand_at_one_position() {
        tables.log.append(history.subList(0, 500));
        PartitionedProjections eight = tables.instance("eight", 16);
        eight.start();
        tables.caughtUp();
        PartitionedProjections three = SharedTables.instance(3, "three", 16, tables.database);

        assertThatThrownBy(three::start)
                .isInstanceOf(OtherPartitions.class)
                .hasMessageContaining("stop it first");
        eight.stop();
        tables.take(5);
        eight.start();
        tables.log.append(history.subList(500, 600));
        // Others may wait for an incident that leaves the partition which stands still.
        await(() -> tables.positions().stream().anyMatch(p -> p > 510));
        eight.stop();
        tables.giveBack(5);
        // A claim that a stop came too early for ends by itself, within seconds.
        await(() -> refusal(three).contains("positions 499 to "));

        eight.start();
        tables.caughtUp();
        eight.stop();
        try {
            three.start();
            tables.log.append(history.subList(600, history.size()));
            tables.caughtUp();
        } finally {
            three.stop();
        }
        assertCounted();
    }

    private static String refusal(PartitionedProjections projections) {
        return String.valueOf(
                catchThrowableOfType(OtherPartitions.class, projections::start).getMessage());
    }

    private void assertCounted() {
        CountedHistory counted = new CountedHistory(Methodologies.DOCUMENTED);
        history.forEach(counted::apply);
        long last = history.size() - 1;
        assertThat(tables.tallyDigest(last)).as("seed %d", seed).isEqualTo(counted.tallyDigest());
        assertThat(tables.postingsDigest(last))
                .as("seed %d", seed)
                .isEqualTo(counted.postingsDigest());
    }

    private Process anotherProcess(String name) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Daxoniq.update-checker.disabled=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AnotherInstance.class.getName(),
                        tables.database.getJdbcUrl(),
                        Integer.toString(PARTITIONS),
                        name)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void signal(Process process, String signal) throws Exception {
        Process kill =
                new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }
}
