package org.casualtyledger.api.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.casualtyledger.events.files.DurableFiles;
import org.casualtyledger.events.note.SigningKey;
import org.casualtyledger.events.note.VerifierKey;

/** The key that checkpoints are signed with; its name is the log's origin. */
record LogKey(SigningKey key) {
    /** Bytes of randomness in the origin of a log that was given no name. */
    private static final int NAME_BYTES = 6;

    /**
     * The key of a folder: read from {@code log.key}, or made, readable by its owner alone, behind
     * an empty journal: a key without a journal is one whose journal was lost. Its public half
     * stands beside it in {@code log.vkey}.
     *
     * @param origin that the log must have; empty leaves it to the key, and gives a new one a name
     *     of its own
     * @throws IllegalStateException where the key is another origin's, or unreadable
     */
    static LogKey of(Path folder, Optional<String> origin) throws IOException {
        Path file = folder.resolve("log.key");
        SigningKey key = Files.exists(file) ? read(file) : generated(file, origin);
        if (origin.isPresent() && !origin.get().equals(key.name())) {
            throw new IllegalStateException(
                    "ledger.audit.origin is %s, but the key in %s is that of %s. A log keeps its origin for ever."
                            .formatted(origin.get(), file, key.name()));
        }
        DurableFiles.writePublic(folder.resolve("log.vkey"), key.verifier() + "\n");
        return new LogKey(key);
    }

    private static SigningKey generated(Path file, Optional<String> origin) throws IOException {
        String name = origin.orElseGet(LogKey::name);
        SigningKey key;
        try {
            key = SigningKey.generate(name, VerifierKey.ED25519);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "ledger.audit.origin is no origin: " + e.getMessage(), e);
        }
        if (!Files.exists(CheckpointJournal.in(file.resolveSibling("")))) {
            DurableFiles.create(CheckpointJournal.in(file.resolveSibling("")), "");
        }
        DurableFiles.write(file, key.secret() + "\n");
        return key;
    }

    private static SigningKey read(Path file) throws IOException {
        try {
            return SigningKey.parse(Files.readString(file));
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(file + ": " + e.getMessage(), e);
        }
    }

    /** Unlike any other's, and no host's that could ever be (RFC 2606 §2). */
    private static String name() {
        byte[] drawn = new byte[NAME_BYTES];
        new SecureRandom().nextBytes(drawn);
        return "ledger.invalid/" + HexFormat.of().formatHex(drawn);
    }

    /** Who signs: the checkpoint's first line. */
    String origin() {
        return key.name();
    }
}
