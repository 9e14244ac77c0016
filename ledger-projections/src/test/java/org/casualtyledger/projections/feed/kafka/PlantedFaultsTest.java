package org.casualtyledger.projections.feed.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.casualtyledger.projections.feed.Feed;
import org.casualtyledger.projections.feed.FeedBroken;
import org.casualtyledger.projections.feed.FeedEvent;
import org.casualtyledger.projections.feed.FeedPage;
import org.casualtyledger.projections.testing.TestKafka;
import org.casualtyledger.projections.testing.TestTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A broker that drops, repeats or reorders: positions 0 to 9 into two partitions, odd ones into the
 * second; the fault is in the second, at position 5.
 */
class PlantedFaultsTest {
    private static final Instant AT = Instant.parse("2026-11-22T06:00:00.123Z");

    private final TestTopic topic = TestKafka.topic(2);
    private final Scout scout = new Scout(topic.topic());
    private final PartitionFeed second = new PartitionFeed(topic.topic(), scout, 1);
    private final MergedFeed whole =
            new MergedFeed(topic.topic(), scout, event -> Set.of(of(event.position())), _ -> true);

    @AfterEach
    void close() {
        second.close();
        whole.close();
        scout.close();
        topic.close();
    }

    private static int of(long position) {
        return (int) (position % 2);
    }

    private static byte[] leaf(long position) {
        return new byte[] {(byte) position};
    }

    private void append(long through) {
        while (topic.size() <= through) {
            topic.append(AT, leaf(topic.size()), Set.of(of(topic.size())));
        }
    }

    /** What a reader gets until it has ten positions or is stopped. */
    private static List<Long> read(Feed feed, long from, int limit) {
        List<Long> read = new ArrayList<>();
        long next = from;
        try {
            while (next < 10) {
                FeedPage page = feed.read(next, limit);
                page.events().stream().map(FeedEvent::position).forEach(read::add);
                next = page.through();
            }
        } catch (FeedBroken e) {
            read.add(-e.position().orElseThrow());
        }
        return read;
    }

    private void sees(List<Long> inSecond, List<Long> inWhole) {
        topic.progress().flush();
        for (int limit : new int[] {1, 2, 100}) {
            assertThat(read(second, 0, limit)).isEqualTo(inSecond);
            assertThat(read(whole, 0, limit)).isEqualTo(inWhole);
        }
    }

    @Test
    void a_record_that_is_there_twice_changes_nothing() {
        append(5);
        topic.send(topic.event(1, 5, 3, AT, leaf(5)));
        topic.send(topic.event(1, 3, 1, AT, leaf(3)));
        append(9);

        sees(List.of(1L, 3L, 5L, 7L, 9L), List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L));
    }

    @Test
    void a_record_that_is_missing_stops_its_readers_and_is_named() {
        append(4);
        topic.skip(AT, Set.of(1));
        append(9);

        sees(List.of(1L, 3L, -5L), List.of(0L, 1L, 2L, 3L, 4L, -5L));
        assertThatThrownBy(() -> second.read(4, 1))
                .isInstanceOf(FeedBroken.class)
                .hasMessageContaining("after position 3")
                .hasMessageContaining("position 5 stands before it");
        assertThat(read(second, 6, 100)).as("begun right after it").containsExactly(-5L);
        assertThat(read(second, 8, 100)).as("begun not far from it").containsExactly(-5L);
    }

    @Test
    void the_last_record_is_missed_where_progress_tells_of_it() {
        append(8);
        topic.skip(AT, Set.of(1));

        sees(List.of(1L, 3L, 5L, 7L, -9L), List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, -9L));
    }

    @Test
    void the_first_records_are_missed_where_a_topic_was_cut() {
        topic.skip(AT, Set.of(0)).skip(AT, Set.of(1));
        append(9);

        topic.progress().flush();
        assertThat(read(second, 0, 100)).containsExactly(-1L);
        assertThatThrownBy(() -> whole.read(0, 100)).hasMessageContaining("position 0");
    }

    @Test
    void a_record_that_comes_too_late_stops_its_readers_and_is_named() {
        append(4);
        topic.skip(AT, Set.of(1));
        append(7);
        topic.send(topic.event(1, 5, 3, AT, leaf(5)));
        append(9);

        sees(List.of(1L, 3L, -5L), List.of(0L, 1L, 2L, 3L, 4L, -5L));
    }

    @Test
    void a_record_that_stands_in_another_partition_is_named() {
        append(4);
        topic.append(AT, leaf(5), Set.of(0));
        append(9);
        topic.progress().flush();

        assertThat(read(whole, 0, 100)).containsExactly(0L, 1L, 2L, 3L, 4L, -5L);
    }

    @Test
    void a_second_history_of_a_partition_stops_its_readers() {
        append(5);
        topic.send(topic.event(1, 7, 3, AT, leaf(7)));
        append(9);
        topic.progress().flush();

        assertThat(read(second, 0, 100)).containsExactly(1L, 3L, 5L, -7L);
        assertThat(read(whole, 0, 100)).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, -7L);
    }

    @Test
    void an_event_below_what_progress_told_stops_its_readers() {
        append(4);
        topic.send(topic.progress(1, 8, 3, AT));
        append(9);
        topic.progress().flush();

        assertThat(read(second, 0, 100)).containsExactly(1L, 3L, -5L);
        assertThat(read(second, 8, 100))
                .as("one that believed it and begins anew")
                .containsExactly(-5L);
    }

    @Test
    void copies_that_differ_are_named() {
        append(4);
        topic.send(topic.event(0, 5, 4, AT, leaf(5)));
        topic.send(topic.event(1, 5, 3, AT, leaf(6))).skip(AT, Set.of(0, 1));
        topic.progress().flush();

        try (MergedFeed both =
                new MergedFeed(
                        topic.topic(),
                        scout,
                        event ->
                                event.position() == 5 ? Set.of(0, 1) : Set.of(of(event.position())),
                        _ -> true)) {
            assertThat(read(both, 0, 100)).containsExactly(0L, 1L, 2L, 3L, 4L, -5L);
            assertThatThrownBy(() -> both.read(5, 1)).hasMessageContaining("not the same");
        }
    }

    @Test
    void what_is_no_record_of_the_log_stops_its_readers() {
        append(4);
        topic.send(
                new org.apache.kafka.clients.producer.ProducerRecord<>(
                        topic.topic().name(), 1, null, leaf(5)));
        append(9);
        topic.progress().flush();

        assertThat(second.read(0, 100).events()).hasSize(2);
        assertThatThrownBy(() -> second.read(4, 100))
                .isInstanceOf(FeedBroken.class)
                .hasMessageContaining("offset 2")
                .hasMessageContaining("no header");
    }
}
