package org.casualtyledger.projections.feed;

import java.util.ArrayList;
import java.util.List;
import org.casualtyledger.events.UnreadableEvent;
import org.casualtyledger.events.topic.LeafLabel;
import org.casualtyledger.events.topic.Partitions;

/**
 * One partition of the log, cut out of a feed of the whole: what does not belong into it is read
 * and passed over.
 *
 * <p>What says of itself neither type nor theatre is in every partition, so that none goes past it
 * as if it were another's.
 */
public final class PartitionOfLog implements Feed {
    /** Pages of the whole log that one call reads at most while it finds too little. */
    private static final int PAGES = 8;

    private final Feed whole;
    private final Partitions partitions;
    private final int partition;

    public PartitionOfLog(Feed whole, Partitions partitions, int partition) {
        if (partition < 0 || partition >= partitions.count()) {
            throw new IllegalArgumentException(
                    "no partition " + partition + " of " + partitions.count());
        }
        this.whole = whole;
        this.partitions = partitions;
        this.partition = partition;
    }

    @Override
    public FeedHead head() {
        return whole.head();
    }

    /** Reads on while less than half of what is asked for was found, and the log has more. */
    @Override
    public FeedPage read(long from, int limit) {
        List<FeedEvent> found = new ArrayList<>();
        long through = from;
        for (int page = 0; page < PAGES && found.size() <= limit / 2; page++) {
            FeedPage read = whole.read(through, limit - found.size());
            if (!read.isBeyond(through)) {
                break;
            }
            through = read.through();
            for (FeedEvent event : read.events()) {
                if (belongs(event)) {
                    found.add(event);
                }
            }
        }
        return new FeedPage(found, through);
    }

    private boolean belongs(FeedEvent event) {
        try {
            return partitions.of(LeafLabel.of(event.leaf()), event.leaf()).contains(partition);
        } catch (IllegalArgumentException | UnreadableEvent e) {
            return true;
        }
    }
}
