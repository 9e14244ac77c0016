package org.casualtyledger.api.publication;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.casualtyledger.edge.Problem;
import org.casualtyledger.events.PublishedReceipt;
import org.casualtyledger.events.PublishedReceiptJson;
import org.casualtyledger.events.json.Faults;
import org.casualtyledger.events.note.SignedNote;
import org.casualtyledger.events.note.VerifierKey;
import org.jspecify.annotations.Nullable;

/**
 * The public key by which receipts of tallies are verified: a file that the read side writes with
 * its first receipt, and that is read when it is first needed.
 */
final class ReceiptKey {
    /** What a log's name is followed by in the name of the key that signs its tallies. */
    private static final String SUFFIX = "/tallies";

    private final Optional<Path> file;
    private @Nullable VerifierKey key;

    ReceiptKey(Optional<Path> file) {
        this.file = file;
    }

    /**
     * What a leaf keeps of a receipt.
     *
     * @param note as the ledger gave it out
     * @param faults names what is wrong with it, at {@code /receipt}
     * @return empty, with faults, for what this ledger's key did not sign, or is no receipt of this
     *     log
     * @throws org.casualtyledger.edge.ProblemException 404 {@code no-receipts} where this ledger
     *     has no such key
     */
    Optional<PublishedReceipt> verified(byte[] note, Faults faults) {
        VerifierKey verifier = key();
        SignedNote signed;
        try {
            signed = SignedNote.parse(note);
            signed.verifiedBy(List.of(verifier));
        } catch (SignedNote.NotANote e) {
            faults.add("/receipt", "not-signed-here", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
        SignedNote.Line line =
                signed.signatures().stream()
                        .filter(l -> l.name().equals(verifier.name()) && l.id() == verifier.id())
                        .findFirst()
                        .orElseThrow();
        Optional<PublishedReceipt> receipt = PublishedReceiptJson.of(signed, line, faults);
        if (receipt.isPresent()
                && !verifier.name().equals(receipt.get().checkpoint().origin() + SUFFIX)) {
            faults.add("/receipt", "another-log", "its checkpoint is of another log");
            return Optional.empty();
        }
        return receipt;
    }

    private synchronized VerifierKey key() {
        if (key == null) {
            if (file.isEmpty() || !Files.exists(file.get())) {
                throw new Problem(
                                404,
                                "no-receipts",
                                "This ledger has signed no receipt of a tally",
                                "A receipt comes from GET /v1/tallies/receipt.")
                        .asException();
            }
            try {
                key = VerifierKey.parse(Files.readString(file.get()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return key;
    }
}
