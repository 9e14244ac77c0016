package org.casualtyledger.api.eventlog;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * A copy of the log outside of its database, from which leaves that the database lost come back.
 * Nothing in it is believed: whoever reads compares.
 */
public interface LeafArchive {
    /** Its name, for who operates it. */
    String name();

    /**
     * Reads from a position on.
     *
     * @param recorded when the event at the position was recorded, or earlier
     * @throws IOException where the archive does not answer
     */
    Reading read(long position, Instant recorded) throws IOException;

    /** Leaves in the order of their positions. For one thread. */
    interface Reading extends AutoCloseable {
        /**
         * The next leaves, without a gap; none at the end of what the archive had when it was
         * opened.
         *
         * @throws IOException where the archive does not answer, or lacks a position and has later
         *     ones
         */
        List<byte[]> next() throws IOException;

        @Override
        void close();
    }
}
