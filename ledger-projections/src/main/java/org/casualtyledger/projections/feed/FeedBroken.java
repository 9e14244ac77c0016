package org.casualtyledger.projections.feed;

/** The log's store broke a promise: a position is missing below the head. */
public final class FeedBroken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public FeedBroken(String message) {
        super(message);
    }
}
