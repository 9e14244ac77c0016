package org.casualtyledger.api.eventlog;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/**
 * An event as it stands in the log. Tags are not repeated here: they follow from the leaf, and
 * whoever needs them decodes it.
 *
 * @param leaf the exact bytes that were hashed; not copied, must not change
 * @param leafHash SHA-256(0x00 ‖ leaf)
 */
public record StoredEvent(
        long position,
        UUID id,
        Instant at,
        String type,
        Optional<String> by,
        Optional<String> theatre,
        byte[] leaf,
        byte[] leafHash) {

    /** What its submitter was given. */
    public Receipt receipt() {
        return new Receipt(position, id, at, leafHash);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StoredEvent that
                && receipt().equals(that.receipt())
                && type.equals(that.type)
                && by.equals(that.by)
                && theatre.equals(that.theatre)
                && Arrays.equals(leaf, that.leaf);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }
}
