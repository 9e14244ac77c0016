package org.casualtyledger.projections.feed;

/** The log's store does not answer right now. */
public final class FeedUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public FeedUnavailable(Throwable cause) {
        super("the log cannot be read", cause);
    }

    public FeedUnavailable(String message) {
        super(message);
    }
}
