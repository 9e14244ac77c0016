package org.casualtyledger.standalone.bench;

import org.casualtyledger.events.merkle.Frontier;
import org.casualtyledger.events.merkle.Merkle;
import org.casualtyledger.projections.feed.Feed;
import org.casualtyledger.projections.feed.FeedHead;
import org.casualtyledger.projections.feed.FeedPage;

/** A feed that grows the Merkle tree of what is read from it, as a replay has to. One reader. */
final class HashingFeed implements Feed {
    private final Feed feed;
    private volatile Frontier tree = Frontier.empty();

    HashingFeed(Feed feed) {
        this.feed = feed;
    }

    @Override
    public FeedHead head() {
        return feed.head();
    }

    @Override
    public FeedPage read(long from, int limit) {
        FeedPage page = feed.read(from, limit);
        if (from != tree.size()) {
            throw new IllegalStateException("read from " + from + " after " + tree.size());
        }
        tree =
                tree.append(
                        page.events().stream()
                                .map(event -> Merkle.leafHash(event.leaf()))
                                .toList());
        return page;
    }

    /** Of everything that was read. */
    Frontier tree() {
        return tree;
    }
}
