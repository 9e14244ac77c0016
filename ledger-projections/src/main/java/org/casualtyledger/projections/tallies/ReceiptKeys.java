package org.casualtyledger.projections.tallies;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.casualtyledger.edge.Problem;
import org.casualtyledger.edge.ProblemException;
import org.casualtyledger.events.note.SigningKey;
import org.casualtyledger.events.note.VerifierKey;
import org.jspecify.annotations.Nullable;

/**
 * The key that receipts of tallies are signed with, and the log's public key that checkpoints are
 * verified by. Both are files and are read when they are first needed: the log's key is written by
 * the write side, which may start later. Once read they are kept.
 *
 * <p>Where there is no signing key yet, one is drawn and written with owner-only rights. Its name
 * is the log's, and {@code /tallies}.
 */
final class ReceiptKeys {
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private final Places files;
    private @Nullable VerifierKey log;
    private @Nullable SigningKey tallies;

    /**
     * Where the keys are.
     *
     * @param signing {@code ledger.tallies.key-file}: the private key; empty where this process
     *     signs none
     * @param verifier {@code ledger.tallies.verifier-key-file}: where its public half is written
     * @param log {@code ledger.log.verifier-key-file}: the log's public key
     */
    record Places(Optional<Path> signing, Optional<Path> verifier, Optional<Path> log) {}

    ReceiptKeys(Places files) {
        this.files = files;
    }

    /**
     * The log's public key; its name is the log's origin.
     *
     * @throws org.casualtyledger.edge.ProblemException 503 as long as it is not there
     */
    synchronized VerifierKey log() {
        if (log == null) {
            Path file = files.log().orElseThrow(() -> notHere("ledger.log.verifier-key-file"));
            log = VerifierKey.parse(read(file).orElseThrow(ReceiptKeys::notYet));
        }
        return log;
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
            Path file = files.signing().orElseThrow(() -> notHere("ledger.tallies.key-file"));
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

    private static ProblemException notHere(String setting) {
        return new Problem(
                        404,
                        "no-receipts",
                        "This ledger signs no receipts of tallies",
                        "Its operator did not set " + setting + ".")
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
            Path next = written(file, key.secret() + "\n", "rw-------");
            try {
                Files.createLink(file, next); // a rename would replace what came first
                return key;
            } catch (FileAlreadyExistsException e) {
                return SigningKey.parse(Files.readString(file));
            } finally {
                Files.delete(next);
            }
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
            Path next = written(file, text, "rw-r--r--");
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new file beside it, on the disk before it takes the other's name. */
    private static Path written(Path file, String text, String permissions) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path next = Files.createTempFile(folder, "key", ".next", only(permissions));
        try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        }
        return next;
    }

    private static FileAttribute<?>[] only(String permissions) {
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
