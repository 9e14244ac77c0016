package org.casualtyledger.audit.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.casualtyledger.events.files.DurableFiles;
import org.casualtyledger.events.merkle.Merkle;
import org.casualtyledger.events.note.Checkpoint;
import org.casualtyledger.events.note.SignedNote;
import org.casualtyledger.events.note.SigningKey;
import org.casualtyledger.events.note.VerifierKey;

/**
 * What a witness must not forget: its key, and of each log the last checkpoint that it cosigned.
 * One process has it; the operating system gives the lock up with the process. Whoever can write
 * here can make the witness cosign a fork: the folder is to be trusted as much as the witness is.
 */
public final class WitnessFolder implements AutoCloseable {
    /** Checkpoints of one log that are kept as evidence; a log that forks so often is known. */
    static final int MOST_EVIDENCE = 1_000;

    private static final String KEY = "witness.key";

    private final Path path;
    private final FileChannel channel;
    private final FileLock lock;
    private final SigningKey key;

    /** The folder cannot be used as it is. The message says why; nothing in it was changed. */
    public static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    private WitnessFolder(Path path, FileChannel channel, FileLock lock, SigningKey key) {
        this.path = path;
        this.channel = channel;
        this.lock = lock;
        this.key = key;
    }

    /**
     * Takes the folder, and makes it with a new key where there is none.
     *
     * @param name of the key; may be left out where there is one
     * @throws Refused where another process has it, or it is another witness'
     */
    public static WitnessFolder take(Path folder, Optional<String> name)
            throws IOException, Refused {
        DurableFiles.createFolder(folder);
        Path path = folder.toRealPath();
        FileChannel channel =
                FileChannel.open(
                        path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = lock(channel, path);
            return new WitnessFolder(path, channel, lock, key(path, name));
        } catch (IOException | Refused | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static FileLock lock(FileChannel channel, Path path) throws IOException, Refused {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            throw new Refused(
                    path
                            + " is another witness process' already. Two of them could cosign two histories.");
        }
        return lock;
    }

    private static SigningKey key(Path path, Optional<String> name) throws IOException, Refused {
        Path file = path.resolve(KEY);
        if (!Files.exists(file)) {
            return newKey(path, name);
        }
        SigningKey key;
        try {
            key = SigningKey.parse(Files.readString(file));
        } catch (IllegalArgumentException e) {
            throw new Refused(file + " holds no key: " + e.getMessage());
        }
        if (key.verifier().type() != VerifierKey.COSIGNATURE) {
            throw new Refused(file + " holds a key that is no witness'");
        }
        if (name.isPresent() && !name.get().equals(key.name())) {
            throw new Refused(path + " is the folder of " + key.name() + ", not " + name.get());
        }
        return key;
    }

    private static SigningKey newKey(Path path, Optional<String> name) throws IOException, Refused {
        // A witness that lost its key and drew another is another witness: who relies on it must
        // be told, and by its operator.
        if (Files.exists(path.resolve("logs"))) {
            throw new Refused(
                    path
                            + " remembers cosigned checkpoints but has no "
                            + KEY
                            + ". Restore the key, or begin in an empty folder as a new witness.");
        }
        if (name.isEmpty()) {
            throw new Refused(path + " has no key yet; a new one needs a name");
        }
        SigningKey key;
        try {
            key = SigningKey.generate(name.get(), VerifierKey.COSIGNATURE);
        } catch (IllegalArgumentException e) {
            throw new Refused("a key's name has neither spaces nor +: " + name.get());
        }
        DurableFiles.write(path.resolve(KEY), key.secret() + "\n");
        DurableFiles.writePublic(path.resolve("witness.vkey"), key.verifier() + "\n");
        return key;
    }

    SigningKey key() {
        return key;
    }

    /** The public key of this witness. */
    public VerifierKey verifier() {
        return key.verifier();
    }

    /**
     * The last checkpoint of a log that was cosigned.
     *
     * @throws Refused where the file is not what this witness wrote: its cosignature, which is kept
     *     with it, says so
     */
    Optional<Checkpoint> lastCosigned(String origin) throws IOException, Refused {
        Path file = record(origin);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            SignedNote note = SignedNote.parse(Files.readAllBytes(file));
            note.verifiedBy(List.of(key.verifier()));
            Checkpoint checkpoint = Checkpoint.parse(note.text());
            if (!checkpoint.origin().equals(origin)) {
                throw new SignedNote.NotANote("is of " + checkpoint.origin());
            }
            return Optional.of(checkpoint);
        } catch (SignedNote.NotANote e) {
            throw new Refused(
                    "%s, what was last cosigned of %s, was changed or damaged: it %s"
                            .formatted(file, origin, e.getMessage()));
        }
    }

    /**
     * Writes a cosigned checkpoint down. When this returns it is on the disk, whole; a crash before
     * leaves the one before it, whole.
     */
    void remember(String origin, SignedNote cosigned) throws IOException {
        DurableFiles.createFolder(path.resolve("logs"));
        DurableFiles.write(record(origin), cosigned.bytes());
    }

    /**
     * Keeps a checkpoint that contradicts what was cosigned, once.
     *
     * @return where; empty if there are {@value #MOST_EVIDENCE} already
     */
    Optional<Path> keepEvidence(String origin, SignedNote note) throws IOException {
        Path folder = path.resolve("evidence").resolve(hex(origin));
        Path file = folder.resolve(hex(note.text()));
        if (Files.exists(file)) {
            return Optional.of(file);
        }
        DurableFiles.createFolder(path.resolve("evidence"));
        DurableFiles.createFolder(folder);
        try (Stream<Path> kept = Files.list(folder)) {
            if (kept.count() >= MOST_EVIDENCE) {
                return Optional.empty();
            }
        }
        DurableFiles.write(file, note.bytes());
        return Optional.of(file);
    }

    /** An origin may have any characters; its digest has none that a file system minds. */
    private Path record(String origin) {
        return path.resolve("logs").resolve(hex(origin));
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(Merkle.sha256().digest(text.getBytes(UTF_8)));
    }

    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
    }
}
