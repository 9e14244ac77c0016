package org.casualtyledger.projections.feed.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.casualtyledger.projections.feed.Feed;
import org.casualtyledger.projections.feed.FeedBroken;
import org.casualtyledger.projections.feed.FeedEvent;
import org.casualtyledger.projections.feed.FeedHead;
import org.casualtyledger.projections.feed.FeedPage;
import org.casualtyledger.projections.feed.FeedUnavailable;
import org.casualtyledger.projections.testing.TestKafka;
import org.casualtyledger.projections.testing.TestTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.test.EmbeddedKafkaBroker;

/** Feeds of single partitions, and of all of them together. */
class SparseFeedTest {
    private static final Instant AT = Instant.parse("2026-11-22T06:00:00.123Z");
    private static final int PARTITIONS = 3;
    private static final int SIZE = 1_500;

    private final TestTopic topic = TestKafka.topic(PARTITIONS);
    private final Scout scout = new Scout(topic.topic());
    private final List<PartitionFeed> parts =
            List.of(
                    new PartitionFeed(topic.topic(), scout, 0),
                    new PartitionFeed(topic.topic(), scout, 1),
                    new PartitionFeed(topic.topic(), scout, 2));
    private final MergedFeed merged = merged(topic.topic(), scout);

    @AfterEach
    void close() {
        parts.forEach(PartitionFeed::close);
        merged.close();
        scout.close();
        topic.close();
    }

    /** An event's first byte says where it belongs. */
    private static MergedFeed merged(KafkaTopic topic, Scout scout) {
        return new MergedFeed(topic, scout, SparseFeedTest::belongs, _ -> true);
    }

    private static Set<Integer> belongs(FeedEvent event) {
        int first = event.leaf()[0];
        return first == PARTITIONS ? Set.of(0, 1, 2) : Set.of(first);
    }

    private static byte[] leaf(int into, long position) {
        return ByteBuffer.allocate(9).put((byte) into).putLong(position).array();
    }

    private void append(int into) {
        byte[] leaf = leaf(into, topic.size());
        topic.append(AT, leaf, belongs(new FeedEvent(topic.size(), leaf)));
    }

    private static List<Long> positions(FeedPage page) {
        return page.events().stream().map(FeedEvent::position).toList();
    }

    @Test
    void a_partition_has_gaps_and_all_partitions_have_none() {
        for (int into : new int[] {0, 1, 3, 1, 2, 0}) {
            append(into);
        }
        topic.progress().flush();

        assertThat(positions(parts.get(0).read(0, 10))).containsExactly(0L, 2L, 5L);
        assertThat(positions(parts.get(1).read(0, 10))).containsExactly(1L, 2L, 3L);
        assertThat(positions(parts.get(2).read(0, 10))).containsExactly(2L, 4L);
        assertThat(positions(merged.read(0, 10))).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void a_quiet_partition_is_complete_as_far_as_progress_tells() {
        for (int i = 0; i < 9; i++) {
            append(1);
        }
        topic.flush();
        assertThat(parts.get(2).read(0, 10)).isEqualTo(FeedPage.nothing(0));

        topic.progress().flush();
        assertThat(parts.get(2).read(0, 10)).isEqualTo(new FeedPage(List.of(), 9));
        assertThat(parts.get(2).read(4, 10)).isEqualTo(new FeedPage(List.of(), 9));
        assertThat(parts.get(2).read(9, 10)).isEqualTo(FeedPage.nothing(9));

        append(2);
        topic.flush();
        assertThat(positions(parts.get(2).read(9, 10))).containsExactly(9L);
    }

    @Test
    void what_is_published_to_one_partition_does_not_wait_for_the_others() {
        append(0);
        append(0);
        topic.flush();

        assertThat(merged.read(0, 10).through()).isEqualTo(2);
    }

    @Test
    void the_head_is_what_any_partition_tells() {
        assertThat(merged.head()).isEqualTo(new FeedHead(0, Instant.EPOCH));
        append(1);
        append(0);
        topic.flush();
        assertThat(parts.get(2).head()).isEqualTo(new FeedHead(2, AT));

        // Sent again by a publisher that took over: the log does not shrink by it.
        topic.send(topic.event(0, 1, -1, AT, leaf(0, 1)));
        topic.send(topic.event(1, 0, -1, AT, leaf(1, 0))).flush();
        assertThat(merged.head()).isEqualTo(new FeedHead(2, AT));
    }

    @Test
    void readers_at_several_places_do_not_disturb_each_other() {
        for (int i = 0; i < 200; i++) {
            append(i % 4);
        }
        topic.progress().flush();
        long[] at = {0, 50, 100};
        List<List<Long>> read = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        while (at[0] < 200) {
            for (int reader = 0; reader < 3; reader++) {
                FeedPage page = merged.read(at[reader], 7);
                read.get(reader).addAll(positions(page));
                at[reader] = page.through();
            }
        }

        for (int reader = 0; reader < 3; reader++) {
            long from = 50L * reader;
            assertThat(read.get(reader))
                    .hasSize((int) (200 - from))
                    .startsWith(from)
                    .endsWith(199L);
        }
    }

    /**
     * Publishers that take over send again what may not have arrived, and for a moment two may send
     * side by side. Wherever one begins to read, and however much at a time, it is the same log.
     */
    @Test
    void wherever_one_begins_what_was_sent_twice_comes_once() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<List<ProducerRecord<byte[], byte[]>>> sent =
                List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        List<byte[]> log = new ArrayList<>();
        for (int i = 0; i < SIZE; i++) {
            byte[] leaf = leaf(random.nextInt(PARTITIONS + 1), i);
            log.add(leaf);
            for (int into : belongs(new FeedEvent(i, leaf))) {
                sent.get(into).add(topic.event(into, i, topic.last(into), AT, leaf));
            }
            topic.skip(AT, belongs(new FeedEvent(i, leaf)));
            if (random.nextInt(10) == 0) {
                for (int into = 0; into < PARTITIONS; into++) {
                    sent.get(into).add(topic.progress(into, i + 1, topic.last(into), AT));
                }
            }
        }
        sent.forEach(records -> withRepetitions(records, random).forEach(topic::send));
        topic.progress().flush();

        for (int i = 0; i < 8; i++) {
            long from = random.nextInt(SIZE + 1);
            int limit = 1 + random.nextInt(200);
            for (int part = 0; part < PARTITIONS; part++) {
                assertThat(all(parts.get(part), from, limit))
                        .as("seed %d, from %d of partition %d", seed, from, part)
                        .isEqualTo(expected(log, from, Set.of(part)));
            }
            assertThat(all(merged, from, limit))
                    .as("seed %d, from %d", seed, from)
                    .isEqualTo(expected(log, from, Set.of(0, 1, 2)));
        }
    }

    /** The records, some runs of them sent again, with what follows between them. */
    private static List<ProducerRecord<byte[], byte[]>> withRepetitions(
            List<ProducerRecord<byte[], byte[]>> records, Random random) {
        List<ProducerRecord<byte[], byte[]>> sent = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            sent.add(records.get(i));
            if (random.nextInt(8) == 0) {
                int back = random.nextInt(Math.min(i + 1, 12));
                for (int again = i - back; again <= i; again++) {
                    sent.add(records.get(again));
                    if (again == i - back / 2 && i + 1 < records.size()) {
                        sent.add(records.get(++i)); // from the one who is still sending
                    }
                }
            }
        }
        return sent;
    }

    private static List<Long> expected(List<byte[]> log, long from, Set<Integer> parts) {
        List<Long> expected = new ArrayList<>();
        for (long i = from; i < log.size(); i++) {
            FeedEvent event = new FeedEvent(i, log.get((int) i));
            if (belongs(event).stream().anyMatch(parts::contains)) {
                expected.add(i);
            }
        }
        return expected;
    }

    private static List<Long> all(Feed feed, long from, int limit) {
        List<Long> read = new ArrayList<>();
        long next = from;
        while (next < SIZE) {
            FeedPage page = feed.read(next, limit);
            page.events()
                    .forEach(
                            event -> {
                                read.add(event.position());
                                assertThat(ByteBuffer.wrap(event.leaf()).getLong(1))
                                        .isEqualTo(event.position());
                            });
            next = page.through();
        }
        return read;
    }

    @Test
    void another_number_of_partitions_is_refused() {
        KafkaTopic other = new KafkaTopic(TestKafka.servers(), topic.topic().name(), 8, Map.of());
        try (PartitionFeed feed = new PartitionFeed(other, new Scout(other), 0)) {
            assertThatThrownBy(() -> feed.read(0, 1))
                    .isInstanceOf(FeedBroken.class)
                    .hasMessageContaining("has 3 partitions")
                    .hasMessageContaining("says 8");
        }
    }

    @Test
    void a_topic_that_is_not_there_yet_is_waited_for() {
        KafkaTopic none = new KafkaTopic(TestKafka.servers(), "nobody-made-this", 1, Map.of());
        try (Scout looks = new Scout(none);
                PartitionFeed feed = new PartitionFeed(none, looks, 0)) {
            assertThatThrownBy(() -> feed.read(0, 1))
                    .isInstanceOf(FeedUnavailable.class)
                    .hasMessageContaining("nobody-made-this");
            try (TestTopic made = new TestTopic(TestKafka.servers(), "nobody-made-this", 1)) {
                made.append(AT, leaf(0, 0), Set.of(0)).flush();
                assertThat(feed.read(0, 1).events()).hasSize(1);
            }
        }
    }

    @Test
    void a_topic_that_was_made_anew_is_gone_on_with() {
        String name = "made-anew";
        KafkaTopic again = new KafkaTopic(TestKafka.servers(), name, 1, Map.of());
        try (Scout looks = new Scout(again);
                PartitionFeed feed = new PartitionFeed(again, looks, 0)) {
            TestTopic first = published(name, 20);
            assertThat(feed.read(0, 15).through()).isEqualTo(15);
            first.delete();
            published(name, 40);

            List<Long> rest = new ArrayList<>();
            long[] next = {15};
            Awaitility.await()
                    .ignoreException(FeedUnavailable.class)
                    .until(
                            () -> {
                                FeedPage page = feed.read(next[0], 100);
                                rest.addAll(positions(page));
                                next[0] = page.through();
                                return next[0] == 40;
                            });
            assertThat(rest).hasSize(25).startsWith(15L).endsWith(39L);
        }
    }

    private static TestTopic published(String name, int size) {
        try (TestTopic made = new TestTopic(TestKafka.servers(), name, 1)) {
            for (int i = 0; i < size; i++) {
                made.append(AT, leaf(0, i), Set.of(0));
            }
            made.progress().flush();
            return made;
        }
    }

    @Test
    void a_broker_that_went_away_is_said_to_be_unavailable() {
        EmbeddedKafkaBroker broker = TestKafka.broker();
        TestTopic away = new TestTopic(broker.getBrokersAsString(), "log", PARTITIONS);
        try (Scout looks = new Scout(away.topic());
                PartitionFeed part = new PartitionFeed(away.topic(), looks, 0)) {
            away.append(AT, leaf(0, 0), Set.of(0)).progress().flush();
            assertThat(part.read(0, 1).through()).isEqualTo(1);
            away.close();
            broker.destroy();

            assertThatThrownBy(() -> part.read(1, 1)).isInstanceOf(FeedUnavailable.class);
        }
    }

    @Test
    void settings_that_are_none_are_named() {
        assertThatThrownBy(() -> new KafkaTopic("kafka", "log", 1, Map.of()))
                .hasMessageContaining("ledger.kafka.bootstrap-servers");
        assertThatThrownBy(() -> new KafkaTopic("kafka:9092", "the log", 1, Map.of()))
                .hasMessageContaining("ledger.topic.name");
        assertThatThrownBy(() -> new KafkaTopic("kafka:9092", "log", 0, Map.of()))
                .hasMessageContaining("ledger.topic.partitions");
        assertThatThrownBy(
                        () ->
                                new KafkaTopic(
                                        "kafka:9092",
                                        "log",
                                        1,
                                        Map.of("security.protocol", "none")))
                .hasMessageContaining("security.protocol");
    }
}
