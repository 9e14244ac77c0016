package org.casualtyledger.projections.feed;

/**
 * The feeds of one technology: of the whole log, and of each partition that it is cut into ({@link
 * org.casualtyledger.events.topic.Partitions}).
 */
public interface Feeds {
    /** Every position, in order: for replays, and for one processor that applies everything. */
    Feed whole();

    /**
     * The events of one partition; safe to be asked for again and again.
     *
     * @param partition from 0, below {@link #partitions()}
     */
    Feed partition(int partition);

    /** How many partitions there are; it never changes for a topic. */
    int partitions();
}
