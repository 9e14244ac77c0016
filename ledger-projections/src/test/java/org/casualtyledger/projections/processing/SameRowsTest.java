package org.casualtyledger.projections.processing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.casualtyledger.counting.CountedHistory;
import org.casualtyledger.counting.Methodologies;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.projections.testing.Rows;
import org.casualtyledger.projections.testing.TestKafka;
import org.casualtyledger.projections.testing.TestTopic;
import org.casualtyledger.projections.testing.TheatreHistories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * However the log is cut into partitions, and whoever applies them, in whatever order and with
 * whatever interruptions: the rows are those of one processor over the whole log.
 */
class SameRowsTest {
    private static final int EVENTS = 600;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final List<RecordedEvent> history = TheatreHistories.history(new Random(seed), EVENTS);

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8})
    void partitions_on_instances_that_come_and_go_give_the_rows_of_one_processor(int partitions)
            throws Exception {
        try (SharedTables many = new SharedTables(partitions)) {
            assertSameRows(many, "seed " + seed + ", " + partitions + " partitions");
        }
    }

    @Test
    void partitions_of_a_topic_give_the_rows_of_one_processor_too() throws Exception {
        try (TestTopic topic = TestKafka.topic(4);
                SharedTables many = new SharedTables(topic)) {
            assertSameRows(many, "seed " + seed + ", a topic");
        }
    }

    private void assertSameRows(SharedTables many, String what) throws Exception {
        assertThat(TheatreHistories.rehomings(history)).isGreaterThan(20);
        CountedHistory counted = new CountedHistory(Methodologies.DOCUMENTED);
        history.forEach(counted::apply);
        try (SharedTables one = new SharedTables(1)) {
            one.append(history);
            one.instance("one", 4_096).start();
            one.caughtUp();

            comeAndGo(many, history, random);

            long last = history.size() - 1;
            Rows.assertSame(what, Rows.of(many.database), Rows.of(one.database));
            assertThat(many.tallyDigest(last)).as(what).isEqualTo(counted.tallyDigest());
            assertThat(many.postingsDigest(last)).as(what).isEqualTo(counted.postingsDigest());
            for (int i = 0; i < 5; i++) {
                long earlier = random.nextInt(history.size());
                assertThat(many.tallyDigest(earlier))
                        .as("%s, as of %d", what, earlier)
                        .isEqualTo(one.tallyDigest(earlier));
                assertThat(many.postingsDigest(earlier))
                        .as("%s, as of %d", what, earlier)
                        .isEqualTo(one.postingsDigest(earlier));
            }
        }
    }

    /** Three instances, of which at every step some run, while the log grows. */
    private static void comeAndGo(SharedTables tables, List<RecordedEvent> history, Random random) {
        List<PartitionedProjections> instances =
                IntStream.range(0, 3)
                        .mapToObj(i -> tables.instance("instance-" + i, 1 + random.nextInt(60)))
                        .toList();
        int at = 0;
        while (at < history.size()) {
            int to = Math.min(history.size(), at + 1 + random.nextInt(250));
            tables.append(history.subList(at, to));
            at = to;
            for (PartitionedProjections instance : instances) {
                if (random.nextBoolean()) {
                    instance.start();
                } else {
                    instance.stop();
                }
            }
            long some = random.nextInt(at);
            instances.get(random.nextInt(3)).start();
            SharedTables.await(() -> tables.positions().stream().anyMatch(p -> p >= some));
        }
        instances.forEach(PartitionedProjections::start);
        tables.caughtUp();
    }
}
