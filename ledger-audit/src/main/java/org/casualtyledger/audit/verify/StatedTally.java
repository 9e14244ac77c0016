package org.casualtyledger.audit.verify;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.casualtyledger.audit.published.Finding;
import org.casualtyledger.audit.published.Found;
import org.casualtyledger.audit.published.PublishedKey;
import org.casualtyledger.audit.published.PublishedLog;
import org.casualtyledger.counting.Methodologies;
import org.casualtyledger.counting.Methodology;
import org.casualtyledger.counting.Recount;
import org.casualtyledger.counting.TallyReceipt;
import org.casualtyledger.events.note.Checkpoint;
import org.casualtyledger.events.note.SignedNote;
import org.casualtyledger.events.note.VerifierKey;

/** What a ledger says of its tallies, before they are counted again. */
sealed interface StatedTally {
    /** It says nothing. */
    record Nothing() implements StatedTally {}

    /** It says what cannot be believed. */
    record Unsound(Finding finding) implements StatedTally {}

    /** It signed for these. */
    record Signed(TallyReceipt receipt) implements StatedTally {
        Optional<Methodology> shipped() {
            return Methodologies.shipped().stream().filter(this::isCountedBy).findFirst();
        }

        boolean isCountedBy(Methodology methodology) {
            return methodology.hash().equals(receipt.methodologyHash())
                    && methodology.semantics() == receipt.semantics();
        }

        /** Whether what was counted is what was signed. */
        Optional<Finding> difference(Recount.Digests counted) {
            if (!receipt.tallyDigest().equals(counted.tally())) {
                return Optional.of(
                        new Finding.DigestDiffers(
                                "tally",
                                receipt.position(),
                                receipt.tallyDigest(),
                                counted.tally()));
            }
            if (!receipt.postingsDigest().equals(counted.postings())) {
                return Optional.of(
                        new Finding.DigestDiffers(
                                "journal",
                                receipt.position(),
                                receipt.postingsDigest(),
                                counted.postings()));
            }
            return Optional.empty();
        }
    }

    /**
     * Reads the receipt as of a tree's last position.
     *
     * @param key who must have signed it; without one the published key is believed
     */
    static StatedTally read(PublishedLog log, Checkpoint tree, Optional<VerifierKey> key)
            throws IOException {
        if (tree.size() == 0) {
            return new Nothing();
        }
        Optional<byte[]> note = log.tallyReceipt(tree.size() - 1);
        if (note.isEmpty()) {
            return new Nothing();
        }
        try {
            VerifierKey signer =
                    key.isPresent()
                            ? key.get()
                            : PublishedKey.parse("the key of tallies' receipts", log.tallyKey());
            return signed(note.get(), tree, signer);
        } catch (Found found) {
            return new Unsound(found.finding());
        }
    }

    private static StatedTally signed(byte[] bytes, Checkpoint tree, VerifierKey signer)
            throws Found {
        String expected = tree.origin() + "/tallies";
        try {
            SignedNote note = SignedNote.parse(bytes);
            note.verifiedBy(List.of(signer));
            TallyReceipt receipt = TallyReceipt.parse(note.text());
            if (!signer.name().equals(expected)
                    || !receipt.checkpoint().origin().equals(tree.origin())) {
                return new Unsound(
                        new Finding.NotSigned(
                                "the tally's receipt",
                                "is of "
                                        + receipt.checkpoint().origin()
                                        + " and signed by "
                                        + signer.name()
                                        + ", not by "
                                        + expected));
            }
            return new Signed(receipt);
        } catch (SignedNote.NotANote e) {
            throw new Found(
                    new Finding.NotSigned("the tally's receipt", String.valueOf(e.getMessage())));
        }
    }
}
