package org.casualtyledger.projections.feed;

/** What the log is read from does not answer right now. */
public final class FeedUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public FeedUnavailable(String message, Throwable cause) {
        super(message, cause);
    }

    public FeedUnavailable(String message) {
        super(message);
    }
}
