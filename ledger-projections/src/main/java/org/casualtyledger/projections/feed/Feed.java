package org.casualtyledger.projections.feed;

/**
 * The log's events, in order, for readers: all of them, or those of one partition ({@link
 * org.casualtyledger.events.topic.Partitions}).
 *
 * <p><b>Order.</b> Events come by position, each once. A page says through which position it is
 * complete; nothing is ever inserted below it. A feed of the whole log has every position, from 0.
 * That of a partition has gaps, and may be complete far beyond its last event.
 *
 * <p><b>Durability.</b> Only committed events are shown, and what was shown is never taken back.
 * The bytes are the leaf data that was hashed into the log; nothing re-serialises them.
 *
 * <p><b>Concurrency.</b> Safe for many readers; each call stands for itself. Calls block and may
 * take as long as the log's store takes.
 */
public interface Feed {
    /** How far the log, all of it, reached at some moment not before this call began. */
    FeedHead head();

    /**
     * The events from a position on, at most {@code limit}. Fewer come where they are large, so
     * that a call's memory is bounded. A reader goes on at the page's {@code through}. Whenever the
     * log reaches beyond {@code from}, a page tells something sooner or later; at once, where the
     * feed reads the log itself.
     *
     * @param from the first position wanted, at least 0
     * @param limit at least 1
     * @return {@code through} is {@code from} if the feed knows of nothing more yet
     * @throws FeedUnavailable if the log's store does not answer; calling again is safe
     * @throws FeedBroken if what the store answers breaks the promises above; calling again is not
     *     a cure
     */
    FeedPage read(long from, int limit);
}
