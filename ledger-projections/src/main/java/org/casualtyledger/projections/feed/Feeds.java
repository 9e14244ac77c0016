package org.casualtyledger.projections.feed;

/**
 * Where this process has its feeds from: the log itself, or what carries it. The same feed is given
 * each time it is asked for, and may be shared. Closing ends them all.
 */
public interface Feeds extends AutoCloseable {
    /** Into how many partitions the log is cut here; at least 1, and never another number. */
    int partitions();

    /** All of the log. */
    Feed whole();

    /**
     * What belongs into one partition.
     *
     * @param partition from 0 to {@link #partitions()} − 1
     */
    Feed partition(int partition);

    @Override
    void close();
}
