package org.casualtyledger.standalone.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.casualtyledger.events.files.DurableFiles;

/**
 * A folder that this process alone may use, until closed. The operating system gives the lock up
 * with the process, so {@code kill -9} leaves nothing to clear away.
 */
public final class DataFolder implements AutoCloseable {

    /** What may already be there when a ledger moves in. */
    private static final Set<String> OURS = Set.of("lock", "log", "lost+found");

    private final Path path;
    private final FileChannel channel;
    private final FileLock lock;

    private DataFolder(Path path, FileChannel channel, FileLock lock) {
        this.path = path;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Takes the folder, creating it where there is none. Empty if another process has it.
     *
     * @throws FolderRefused if it holds something else, or another PostgreSQL major's files
     */
    public static Optional<DataFolder> take(Path requested) throws IOException {
        try {
            return tryTake(requested);
        } catch (AccessDeniedException e) {
            throw new FolderRefused(
                    requested
                            + " belongs to another user ("
                            + e.getMessage()
                            + "). Run this as that user, or talk to its server with --url and --key.");
        }
    }

    private static Optional<DataFolder> tryTake(Path requested) throws IOException {
        DurableFiles.createFolder(requested);
        Path path = requested.toRealPath();
        refuseForeignFiles(path);
        // Never opened elsewhere in this process: POSIX drops the lock when any descriptor is
        // closed.
        FileChannel channel =
                FileChannel.open(
                        path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            channel.close();
            return Optional.empty();
        }
        DataFolder folder = new DataFolder(path, channel, lock);
        try {
            folder.refuseAnotherMajor();
        } catch (FolderRefused | IOException e) {
            folder.close();
            throw e;
        }
        Files.deleteIfExists(folder.address()); // of a process that was killed
        DurableFiles.createFolder(folder.log());
        return Optional.of(folder);
    }

    private static void refuseForeignFiles(Path path) throws IOException {
        if (Files.exists(path.resolve("VERSION")) || Files.exists(path.resolve("pg"))) {
            return;
        }
        try (Stream<Path> files = Files.list(path)) {
            Optional<Path> foreign =
                    files.filter(
                                    f ->
                                            !OURS.contains(f.getFileName().toString())
                                                    && !leftByAFirstStart(f))
                            .findFirst();
            if (foreign.isPresent()) {
                throw new FolderRefused(
                        path
                                + " is not a ledger's folder: it holds "
                                + foreign.get().getFileName()
                                + ". Name an empty folder, or one that does not exist yet.");
            }
        }
    }

    /** A first start that was killed leaves these; they are made anew. */
    private static boolean leftByAFirstStart(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith("pg") || name.startsWith("VERSION") || name.startsWith("address");
    }

    private void refuseAnotherMajor() throws IOException {
        Path stated = Files.exists(version()) ? version() : cluster().resolve("PG_VERSION");
        if (!Files.exists(stated)) {
            return;
        }
        String found = Files.readString(stated).strip();
        String ours = Integer.toString(PostgresBinaries.major());
        if (!found.equals(ours)) {
            throw new FolderRefused(
                    """
                    %s holds the files of PostgreSQL %s; this ledger runs PostgreSQL %s, which cannot read them. Nothing was changed.
                    To move: take the ledger that wrote the folder, export from it (or pg_dump its database), and import \
                    into a new folder with this one."""
                            .formatted(path, found, ours));
        }
    }

    public Path path() {
        return path;
    }

    Path address() {
        return path.resolve("address");
    }

    Path version() {
        return path.resolve("VERSION");
    }

    Path cluster() {
        return path.resolve("pg");
    }

    Path password() {
        return path.resolve("pg-password");
    }

    Path log() {
        return path.resolve("log");
    }

    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
