package org.casualtyledger.projections.feed;

import java.util.List;

/**
 * What a feed holds from a position on, as far as the answer reaches.
 *
 * @param events by position, ascending, all of them below {@code through}
 * @param through exclusive: between the position that was asked for and this one, the feed holds
 *     these events and never another. Never less than what was asked for; equal to it, with no
 *     events, where the feed does not know of more yet
 */
public record FeedPage(List<FeedEvent> events, long through) {
    public FeedPage {
        events = List.copyOf(events);
        if (!events.isEmpty() && events.getLast().position() >= through) {
            throw new IllegalArgumentException(
                    "position " + events.getLast().position() + " is not below " + through);
        }
    }

    /** Of the whole log, which has every position: what follows one another, from the first. */
    public static FeedPage dense(long from, List<FeedEvent> events) {
        return new FeedPage(events, from + events.size());
    }

    /** Nothing yet. */
    public static FeedPage nothing(long from) {
        return new FeedPage(List.of(), from);
    }

    /** Whether it tells its reader anything, be it only that there is nothing. */
    public boolean isBeyond(long from) {
        return through > from;
    }
}
