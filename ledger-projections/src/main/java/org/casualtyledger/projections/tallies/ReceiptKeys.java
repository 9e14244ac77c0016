package org.casualtyledger.projections.tallies;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.casualtyledger.edge.Problem;
import org.casualtyledger.edge.ProblemException;
import org.casualtyledger.events.files.DurableFiles;
import org.casualtyledger.events.note.SigningKey;
import org.casualtyledger.events.note.VerifierKey;
import org.jspecify.annotations.Nullable;

/**
 * The key that receipts of tallies are signed with, and the log's public key that checkpoints are
 * verified by. The log's key is written by the write side, which may start later.
 *
 * <p>Where there is no signing key yet, one is drawn and written with owner-only rights. Its name
 * is the log's, and {@code /tallies}.
 */
final class ReceiptKeys {
    private final Places files;
    private final Supplier<Optional<VerifierKey>> log;
    private @Nullable SigningKey tallies;

    /**
     * Where the keys are.
     *
     * @param signing {@code ledger.tallies.key-file}: the private key; empty where this process
     *     signs none
     * @param verifier {@code ledger.tallies.verifier-key-file}: where its public half is written
     */
    record Places(Optional<Path> signing, Optional<Path> verifier) {}

    /**
     * @param log the log's public key, once it is there
     */
    ReceiptKeys(Places files, Supplier<Optional<VerifierKey>> log) {
        this.files = files;
        this.log = log;
    }

    /**
     * The log's public key; its name is the log's origin.
     *
     * @throws org.casualtyledger.edge.ProblemException 503 as long as it is not there
     */
    VerifierKey log() {
        return log.get().orElseThrow(ReceiptKeys::notYet);
    }

    /**
     * The signing key.
     *
     * @throws org.casualtyledger.edge.ProblemException 404 where this ledger signs no receipts, 503
     *     as long as the log has no key
     * @throws IllegalStateException for the key of another log
     */
    synchronized SigningKey tallies() {
        if (tallies == null) {
            Path file = files.signing().orElseThrow(() -> notHere());
            String name = log().name() + "/tallies";
            SigningKey key = read(file).map(SigningKey::parse).orElseGet(() -> drawn(file, name));
            if (!key.name().equals(name)) {
                throw new IllegalStateException(
                        file + " is a key of " + key.name() + ", and this log's is " + name);
            }
            files.verifier().ifPresent(publicFile -> publish(publicFile, key.verifier()));
            tallies = key;
        }
        return tallies;
    }

    private static ProblemException notHere() {
        return new Problem(
                        404,
                        "no-receipts",
                        "This ledger signs no receipts of tallies",
                        "Its operator did not set ledger.tallies.key-file.")
                .asException();
    }

    private static ProblemException notYet() {
        return Problem.unavailable("The log's key is not there yet. Ask again.").asException();
    }

    private static Optional<String> read(Path file) {
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where two processes draw one at the same moment, the file that is there first is the key. */
    private static SigningKey drawn(Path file, String name) {
        SigningKey key = SigningKey.generate(name, VerifierKey.ED25519);
        try {
            DurableFiles.createFolder(file.toAbsolutePath().resolveSibling(""));
            DurableFiles.create(file, key.secret() + "\n");
            return key;
        } catch (FileAlreadyExistsException e) {
            return SigningKey.parse(read(file).orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void publish(Path file, VerifierKey key) {
        String text = key + "\n";
        if (read(file).filter(text::equals).isPresent()) {
            return;
        }
        try {
            DurableFiles.writePublic(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
