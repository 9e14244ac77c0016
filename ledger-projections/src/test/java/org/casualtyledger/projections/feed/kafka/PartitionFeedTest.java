package org.casualtyledger.projections.feed.kafka;

import java.time.Instant;
import java.util.Set;
import org.casualtyledger.projections.feed.Feed;
import org.casualtyledger.projections.feed.FeedContract;
import org.casualtyledger.projections.testing.TestKafka;
import org.casualtyledger.projections.testing.TestTopic;
import org.junit.jupiter.api.AfterEach;

/** A topic of one partition is the whole log. */
class PartitionFeedTest extends FeedContract {
    private final TestTopic topic = TestKafka.topic(1);
    private final Scout scout = new Scout(topic.topic());
    private final PartitionFeed feed = new PartitionFeed(topic.topic(), scout, 0);

    @AfterEach
    void close() {
        feed.close();
        scout.close();
        topic.close();
    }

    @Override
    protected void append(Instant at, byte[] leaf) {
        topic.append(at, leaf, Set.of(0)).flush();
    }

    @Override
    protected Feed feed() {
        return feed;
    }
}
