package org.casualtyledger.projections.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.IncidentRehomed;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.topic.Partitions;
import org.casualtyledger.projections.testing.TheatreHistories;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PartitionOfLogTest {
    private static final int PARTITIONS = 5;

    /** What says nothing of itself, as in the suite, is in every partition. */
    @Nested
    class AsTheWholeLog extends FeedContract {
        private final InMemoryFeed whole = new InMemoryFeed();
        private final Feed feed = new PartitionOfLog(whole, new Partitions(3), 1);

        @Override
        protected void append(Instant at, byte[] leaf) {
            whole.append(at, leaf);
        }

        @Override
        protected Feed feed() {
            return feed;
        }
    }

    @Test
    void together_the_partitions_have_every_event_where_it_belongs() {
        List<RecordedEvent> history = TheatreHistories.history(new Random(5), 500);
        InMemoryFeed whole = new InMemoryFeed();
        history.forEach(event -> whole.append(event.at(), EventCodec.encode(event)));
        TreeMap<Long, Set<Integer>> found = new TreeMap<>();
        for (int k = 0; k < PARTITIONS; k++) {
            Feed feed = new PartitionOfLog(whole, new Partitions(PARTITIONS), k);
            int partition = k;
            for (FeedEvent event : all(feed, 1 + 20 * k)) {
                found.computeIfAbsent(event.position(), _ -> new TreeSet<>()).add(partition);
                assertThat(event.leaf())
                        .isEqualTo(EventCodec.encode(history.get((int) event.position())));
            }
        }

        assertThat(found).hasSize(history.size());
        found.forEach(
                (position, in) -> {
                    RecordedEvent event = history.get(position.intValue());
                    assertThat(in).as("%d: %s", position, event).isEqualTo(expected(event));
                });
    }

    private static Set<Integer> expected(RecordedEvent event) {
        Partitions partitions = new Partitions(PARTITIONS);
        Set<Integer> expected = new TreeSet<>();
        if (event.theatre().equals(TheatreId.NONE)) {
            expected.addAll(List.of(0, 1, 2, 3, 4));
        } else {
            expected.add(partitions.of(event.theatre()));
            if (event.event() instanceof IncidentRehomed e) {
                expected.add(partitions.of(e.from()));
            }
        }
        return expected;
    }

    private static Collection<FeedEvent> all(Feed feed, int limit) {
        List<FeedEvent> all = new ArrayList<>();
        long at = 0;
        FeedPage page = feed.read(at, limit);
        while (page.isBeyond(at)) {
            all.addAll(page.events());
            assertThat(page.events()).hasSizeLessThanOrEqualTo(limit);
            at = page.through();
            page = feed.read(at, limit);
        }
        assertThat(at).isEqualTo(feed.head().size());
        return all;
    }
}
