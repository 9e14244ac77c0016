package org.casualtyledger.api.eventlog;

import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;

/**
 * What the log says of an event that it holds: where it stands, when it was recorded, the hash of
 * its leaf (RFC 6962 §2.1).
 */
public record Receipt(long position, UUID id, Instant at, byte[] leafHash) {

    @Override
    public boolean equals(Object other) {
        return other instanceof Receipt that
                && position == that.position
                && id.equals(that.id)
                && at.equals(that.at)
                && Arrays.equals(leafHash, that.leafHash);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }
}
