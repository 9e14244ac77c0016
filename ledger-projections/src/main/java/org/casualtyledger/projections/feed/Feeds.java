package org.casualtyledger.projections.feed;

/**
 * The feeds of one technology: of the whole log, and of each partition that it is cut into ({@link
 * org.casualtyledger.events.topic.Partitions}). The same feed is given each time it is asked for,
 * and may be shared. Closing ends them all.
 */
public interface Feeds extends AutoCloseable {
    /** Every position, in order: for replays, and for one processor that applies everything. */
    Feed whole();

    /**
     * The events of one partition.
     *
     * @param partition from 0 to {@link #partitions()} − 1
     */
    Feed partition(int partition);

    /** How many partitions there are: at least 1, and never another number for a topic. */
    int partitions();

    @Override
    void close();
}
