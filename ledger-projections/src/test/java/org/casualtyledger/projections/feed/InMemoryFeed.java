package org.casualtyledger.projections.feed;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A log in memory, for tests. */
public final class InMemoryFeed implements Feed {
    private static final int ANSWER_BYTES = 16 << 20;

    private final List<FeedEvent> events = new ArrayList<>();
    private Instant at = Instant.EPOCH;

    public synchronized void append(Instant recorded, byte[] leaf) {
        events.add(new FeedEvent(events.size(), leaf));
        at = recorded;
    }

    @Override
    public synchronized FeedHead head() {
        return new FeedHead(events.size(), at);
    }

    @Override
    public synchronized FeedPage read(long from, int limit) {
        List<FeedEvent> read = new ArrayList<>();
        int bytes = 0;
        for (long i = from;
                i < Math.min(events.size(), from + limit) && bytes < ANSWER_BYTES;
                i++) {
            FeedEvent event = events.get((int) i);
            bytes += event.leaf().length;
            read.add(event);
        }
        return FeedPage.dense(from, read);
    }
}
