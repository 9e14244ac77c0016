package org.casualtyledger.api.topic;

import java.util.Optional;
import org.casualtyledger.events.topic.TopicEntry;

/**
 * What is known of a partition's end.
 *
 * @param last the highest position in it, −1 where there is none; not that of the last record,
 *     which may be an old one that a publisher sent again after it had stood still
 * @param size everything below it that belongs into this partition is there
 * @param newest the event at {@code last}, where it was met
 */
record PartitionEnd(long last, long size, Optional<TopicEntry.Event> newest) {
    static final PartitionEnd EMPTY = new PartitionEnd(-1, 0, Optional.empty());

    /**
     * The same, where the records before an entry were not read: the entry says what is before it,
     * at least.
     */
    PartitionEnd joinedAt(TopicEntry entry) {
        return entry.previous() <= last
                ? this
                : new PartitionEnd(
                        entry.previous(), Math.max(size, entry.previous() + 1), Optional.empty());
    }

    /** Whether a reader that has everything up to here may go on with an entry. */
    boolean continuesWith(TopicEntry entry) {
        return entry.previous() <= last;
    }

    PartitionEnd with(TopicEntry entry) {
        return switch (entry) {
            case TopicEntry.Progress progress ->
                    new PartitionEnd(last, Math.max(size, progress.size()), newest);
            case TopicEntry.Event event when event.position() > last ->
                    new PartitionEnd(
                            event.position(),
                            Math.max(size, event.position() + 1),
                            Optional.of(event));
            case TopicEntry.Event _ -> this;
        };
    }
}
