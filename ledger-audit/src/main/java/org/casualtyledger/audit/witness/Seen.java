package org.casualtyledger.audit.witness;

import org.casualtyledger.events.merkle.Merkle;
import org.casualtyledger.events.note.Checkpoint;

/**
 * The tree of a log that a witness last cosigned.
 *
 * @param size 0 for none yet
 * @param root 32 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // never changed, never compared, and not handed out
record Seen(long size, byte[] root) {

    /** Every log begins with the empty tree. */
    static final Seen NOTHING = new Seen(0, Merkle.emptyRoot());

    Seen {
        if (size < 0 || root.length != Merkle.HASH_BYTES) {
            throw new IllegalArgumentException("size " + size + ", root of " + root.length);
        }
    }

    static Seen of(Checkpoint checkpoint) {
        return new Seen(checkpoint.size(), checkpoint.root());
    }
}
