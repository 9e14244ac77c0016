package org.casualtyledger.projections.feed;

import java.util.Objects;
import javax.sql.DataSource;

/** The log, read from its own tables, in one piece. */
public final class LogFeeds implements Feeds {
    private final LogTailFeed whole;

    public LogFeeds(DataSource log) {
        this.whole = new LogTailFeed(log);
    }

    @Override
    public int partitions() {
        return 1;
    }

    @Override
    public Feed whole() {
        return whole;
    }

    @Override
    public Feed partition(int partition) {
        Objects.checkIndex(partition, 1);
        return whole;
    }

    /** The pool is its owner's to close. */
    @Override
    public void close() {}
}
