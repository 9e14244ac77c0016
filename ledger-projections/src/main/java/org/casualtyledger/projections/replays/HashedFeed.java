package org.casualtyledger.projections.replays;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import org.casualtyledger.events.merkle.Merkle;
import org.casualtyledger.projections.feed.Feed;
import org.casualtyledger.projections.feed.FeedEvent;
import org.casualtyledger.projections.feed.FeedHead;
import org.casualtyledger.projections.feed.FeedPage;

/**
 * A feed of the whole log, up to a limit that can be moved, which hashes each leaf while it is read
 * and keeps the hashes until they were folded. Chunks carry no leaves: those of the live
 * projections have no use for them.
 *
 * <p>Read by one thread at a time; hashes are taken by another.
 */
final class HashedFeed implements Feed {
    static final long NO_LIMIT = Long.MAX_VALUE;

    private final Feed log;
    private final ConcurrentSkipListMap<Long, byte[]> hashes = new ConcurrentSkipListMap<>();
    private long limit;
    private long reached;

    /**
     * @param limit events that are shown at most
     */
    HashedFeed(Feed log, long limit) {
        this.log = log;
        this.limit = limit;
    }

    /** Shows no more than so many events from now on, but for what was shown already. */
    synchronized void limit(long size) {
        limit = size;
    }

    /**
     * Shows no more than was shown by now.
     *
     * @return the events that were shown
     */
    synchronized long freeze() {
        limit = reached;
        return reached;
    }

    @Override
    public FeedHead head() {
        FeedHead head = log.head();
        long shown;
        synchronized (this) {
            shown = limit;
        }
        return new FeedHead(Math.min(shown, head.size()), head.at());
    }

    /** Holds the lock while it reads, so that a limit never comes between. */
    @Override
    public synchronized FeedPage read(long from, int most) {
        if (from >= limit) {
            return FeedPage.nothing(from);
        }
        FeedPage page = log.read(from, (int) Math.min(most, limit - from));
        MessageDigest sha256 = Merkle.sha256();
        for (FeedEvent event : page.events()) {
            hashes.put(event.position(), Merkle.leafHash(sha256, event.leaf()));
        }
        reached = Math.max(reached, page.through());
        return page;
    }

    /**
     * The leaf hashes of some positions in their order, all of which were read. Those before them
     * are forgotten: what comes before a chunk is stored.
     *
     * @param through inclusive
     */
    List<byte[]> hashes(long from, long through) {
        hashes.headMap(from).clear();
        List<byte[]> wanted = new ArrayList<>(hashes.subMap(from, true, through, true).values());
        if (wanted.size() != through - from + 1) {
            throw new IllegalStateException("not all of " + from + " to " + through + " was read");
        }
        return wanted;
    }
}
