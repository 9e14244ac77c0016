package org.casualtyledger.api.eventlog;

import java.time.Instant;
import org.casualtyledger.events.merkle.Frontier;

/**
 * The end of the log at one moment.
 *
 * @param size the number of events; the next one gets this position
 * @param at when the last one was recorded; {@link Instant#EPOCH} of an empty log
 * @param frontier the Merkle frontier over the leaves of all events below {@code size}
 */
public record Head(long size, Instant at, Frontier frontier) {

    public Head {
        if (frontier.size() != size) {
            throw new IllegalArgumentException(
                    "a head of size " + size + " with a frontier of size " + frontier.size());
        }
    }

    /** The Merkle root, RFC 6962 §2.1. */
    public byte[] root() {
        return frontier.root();
    }
}
