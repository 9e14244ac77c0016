package org.casualtyledger.projections.feed;

import java.util.List;

/**
 * The log's events, in order, for readers.
 *
 * <p><b>Order.</b> Events come by position: dense, from 0, each once. A reader that has seen
 * position n has seen everything below n; nothing is ever inserted below it.
 *
 * <p><b>Durability.</b> Only committed events are shown, and what was shown is never taken back.
 * The bytes are the leaf data that was hashed into the log; nothing re-serialises them.
 *
 * <p><b>Concurrency.</b> Safe for many readers; each call stands for itself. Calls block and may
 * take as long as the log's store takes.
 */
public interface Feed {
    /** How far the log reached at some moment not before this call began. */
    FeedHead head();

    /**
     * The events from a position on: at least one if the log reaches beyond it, and at most {@code
     * limit}. Fewer come where they are large, so that a call's memory is bounded.
     *
     * @param from the first position wanted, at least 0
     * @param limit at least 1
     * @return empty if the log does not reach beyond {@code from} yet
     * @throws FeedUnavailable if the log's store does not answer; calling again is safe
     * @throws FeedBroken if what the store answers breaks the promises above; calling again is not
     *     a cure
     */
    List<FeedEvent> read(long from, int limit);
}
