package org.casualtyledger.projections.feed.kafka;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.casualtyledger.events.topic.LeafLabel;
import org.casualtyledger.events.topic.Partitions;
import org.casualtyledger.projections.feed.Feed;
import org.casualtyledger.projections.feed.FeedEvent;
import org.casualtyledger.projections.feed.Feeds;

/** The log as a topic carries it. Nothing is asked of a broker before a feed is first read. */
public final class KafkaFeeds implements Feeds {
    private final Scout scout;
    private final MergedFeed whole;
    private final List<PartitionFeed> partitions;

    public KafkaFeeds(KafkaTopic topic) {
        Partitions cut = new Partitions(topic.partitions());
        this.scout = new Scout(topic);
        this.whole = new MergedFeed(topic, scout, event -> belongs(cut, event));
        this.partitions =
                IntStream.range(0, topic.partitions())
                        .mapToObj(partition -> new PartitionFeed(topic, scout, partition))
                        .toList();
    }

    private static Set<Integer> belongs(Partitions cut, FeedEvent event) {
        return cut.of(LeafLabel.of(event.leaf()), event.leaf());
    }

    @Override
    public int partitions() {
        return partitions.size();
    }

    @Override
    public Feed whole() {
        return whole;
    }

    @Override
    public Feed partition(int partition) {
        return partitions.get(partition);
    }

    @Override
    public void close() {
        partitions.forEach(PartitionFeed::close);
        whole.close();
        scout.close();
    }
}
