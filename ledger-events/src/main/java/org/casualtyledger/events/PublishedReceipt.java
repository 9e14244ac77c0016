package org.casualtyledger.events;

import java.util.Optional;
import org.casualtyledger.events.note.Checkpoint;

/**
 * What a leaf keeps of a tally's receipt: every fact of it, with the total in place of all rows, so
 * that it fits. Whoever has the log counts the answer again, compares its hash, writes the
 * receipt's text, and verifies the signature.
 *
 * @param query as it was asked, canonical; empty for the total of everything
 * @param position as of which the answer stands
 * @param checkpoint the tree in which the position lies
 * @param methodology name and version: {@code documented@2}
 * @param gazetteer SHA-256 of the gazetteer that named places; empty where none did
 * @param tallyDigest digest v1 of the whole tally at the position
 * @param postingsDigest digest v1 of the journal up to the position
 * @param answerHash SHA-256 of the answer's canonical JSON
 * @param signature the line by which the ledger signed the receipt, without its line feed
 */
public record PublishedReceipt(
        String query,
        long position,
        Checkpoint checkpoint,
        String methodology,
        String methodologyHash,
        int semantics,
        Optional<String> gazetteer,
        String tallyDigest,
        String postingsDigest,
        PublishedTotal total,
        String answerHash,
        String signature) {
    public PublishedReceipt {
        if (position < 0 || position >= checkpoint.size()) {
            throw new IllegalArgumentException(
                    "position " + position + " under a checkpoint of " + checkpoint.size());
        }
    }
}
