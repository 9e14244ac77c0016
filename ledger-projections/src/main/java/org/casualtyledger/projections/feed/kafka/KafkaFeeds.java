package org.casualtyledger.projections.feed.kafka;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.casualtyledger.events.topic.LeafLabel;
import org.casualtyledger.events.topic.Partitions;
import org.casualtyledger.projections.feed.Feed;
import org.casualtyledger.projections.feed.FeedEvent;
import org.casualtyledger.projections.feed.Feeds;

/** The log as a topic carries it. Nothing is asked of a broker before a feed is first read. */
public final class KafkaFeeds implements Feeds {
    private final KafkaTopic topic;
    private final Partitions cut;
    private final Scout scout;
    private final MergedFeed whole;
    private final List<PartitionFeed> partitions;
    private final List<MergedFeed> others = new CopyOnWriteArrayList<>();

    public KafkaFeeds(KafkaTopic topic) {
        this.topic = topic;
        this.cut = new Partitions(topic.partitions());
        this.scout = new Scout(topic);
        this.whole = merged(_ -> true);
        this.partitions =
                IntStream.range(0, topic.partitions())
                        .mapToObj(partition -> new PartitionFeed(topic, scout, partition))
                        .toList();
    }

    private MergedFeed merged(Predicate<FeedEvent> same) {
        return new MergedFeed(topic, scout, this::belongs, same);
    }

    private Set<Integer> belongs(FeedEvent event) {
        return cut.of(LeafLabel.of(event.leaf()), event.leaf());
    }

    /**
     * All of the topic, for its checker: what is there again is held against the log before it is
     * passed over. Other readers do not look at it; but one of them that begins just there takes it
     * for the first.
     */
    public Feed suspicious(Feed log) {
        MergedFeed feed =
                merged(
                        again -> {
                            List<FeedEvent> recorded = log.read(again.position(), 1).events();
                            return !recorded.isEmpty()
                                    && Arrays.equals(recorded.getFirst().leaf(), again.leaf());
                        });
        others.add(feed);
        return feed;
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
        others.forEach(MergedFeed::close);
        scout.close();
    }
}
