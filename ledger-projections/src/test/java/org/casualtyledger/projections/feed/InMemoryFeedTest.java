package org.casualtyledger.projections.feed;

import java.time.Instant;

class InMemoryFeedTest extends FeedContract {
    private final InMemoryFeed feed = new InMemoryFeed();

    @Override
    protected void append(Instant at, byte[] leaf) {
        feed.append(at, leaf);
    }

    @Override
    protected Feed feed() {
        return feed;
    }
}
