package org.casualtyledger.projections.feed;

import java.util.OptionalLong;

/** The log's store broke a promise: what it answers is not the log, or not all of it. */
public final class FeedBroken extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final long UNKNOWN = -1;

    private final long position;

    public FeedBroken(String message) {
        this(UNKNOWN, message);
    }

    /**
     * @param position the first one that is missing or wrong
     */
    public FeedBroken(long position, String message) {
        super(message);
        this.position = position;
    }

    /** The first position that is missing or wrong, where that is known. */
    public OptionalLong position() {
        return position == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(position);
    }
}
