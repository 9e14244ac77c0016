package org.casualtyledger.audit.verify;

import java.util.List;
import java.util.Optional;
import org.casualtyledger.audit.published.PublishedLog;
import org.casualtyledger.events.note.VerifierKey;

/**
 * What a log is verified against.
 *
 * @param key of the log; without one, the key that it publishes itself is believed, and the verdict
 *     says so
 * @param tallyKey that receipts of tallies are signed by; likewise
 * @param witnesses who must have cosigned the checkpoint
 * @param since checkpoints that were kept from before: the log must begin with their trees
 */
public record Terms(
        Depth depth,
        Optional<VerifierKey> key,
        Optional<VerifierKey> tallyKey,
        List<VerifierKey> witnesses,
        List<Kept> since) {

    /** How much is verified. */
    public enum Depth {
        /** Signatures, hashes, tiles and the root: that nothing was changed. */
        BYTES,
        /** Also every event, and the tallies that follow from them. */
        EVENTS
    }

    public Terms {
        witnesses = List.copyOf(witnesses);
        since = List.copyOf(since);
    }

    /**
     * A checkpoint that was kept.
     *
     * @param name how people know it
     * @param note the bytes of the signed note
     * @param tiles the log that it was kept with: then a fork's first position can be told
     */
    public record Kept(String name, byte[] note, Optional<PublishedLog> tiles) {}

    /** Everything, by the log's own word for its keys. */
    public static Terms trusting() {
        return new Terms(Depth.EVENTS, Optional.empty(), Optional.empty(), List.of(), List.of());
    }

    public Terms with(Depth other) {
        return new Terms(other, key, tallyKey, witnesses, since);
    }

    public Terms withKey(VerifierKey given) {
        return new Terms(depth, Optional.of(given), tallyKey, witnesses, since);
    }

    public Terms withTallyKey(VerifierKey given) {
        return new Terms(depth, key, Optional.of(given), witnesses, since);
    }

    public Terms withWitnesses(List<VerifierKey> given) {
        return new Terms(depth, key, tallyKey, given, since);
    }

    public Terms withSince(List<Kept> given) {
        return new Terms(depth, key, tallyKey, witnesses, given);
    }
}
