package org.casualtyledger.projections.feed.kafka;

import java.time.Instant;
import java.util.Set;
import org.casualtyledger.projections.feed.Feed;
import org.casualtyledger.projections.feed.FeedContract;
import org.casualtyledger.projections.feed.FeedEvent;
import org.casualtyledger.projections.testing.TestKafka;
import org.casualtyledger.projections.testing.TestTopic;
import org.junit.jupiter.api.AfterEach;

/** Of three partitions, with each fifth event in all of them. */
class MergedFeedTest extends FeedContract {
    private final TestTopic topic = TestKafka.topic(3);
    private final Scout scout = new Scout(topic.topic());
    private final MergedFeed feed =
            new MergedFeed(topic.topic(), scout, MergedFeedTest::belongs, _ -> true);

    static Set<Integer> belongs(FeedEvent event) {
        return belongs(event.position());
    }

    private static Set<Integer> belongs(long position) {
        return position % 5 == 4 ? Set.of(0, 1, 2) : Set.of((int) (position % 3));
    }

    @AfterEach
    void close() {
        feed.close();
        scout.close();
        topic.close();
    }

    @Override
    protected void append(Instant at, byte[] leaf) {
        topic.append(at, leaf, belongs(topic.size())).flush();
    }

    @Override
    protected Feed feed() {
        return feed;
    }
}
