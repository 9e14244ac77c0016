package org.casualtyledger.projections.feed;

import java.util.Objects;
import org.casualtyledger.events.topic.Partitions;

/**
 * Feeds that read the log itself: several processes can share the work of one log without anything
 * between them and its database. Each partition reads the whole log, so the log's database bears
 * their number times one reader.
 */
public final class LogFeeds implements Feeds {
    private final Feed whole;
    private final Partitions partitions;

    public LogFeeds(Feed whole, int partitions) {
        this.whole = whole;
        this.partitions = new Partitions(partitions);
    }

    @Override
    public Feed whole() {
        return whole;
    }

    @Override
    public Feed partition(int partition) {
        Objects.checkIndex(partition, partitions());
        return partitions() == 1 ? whole : new PartitionOfLog(whole, partitions, partition);
    }

    @Override
    public int partitions() {
        return partitions.count();
    }

    /** The log's connections are its owner's to close. */
    @Override
    public void close() {}
}
