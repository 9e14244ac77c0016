package org.casualtyledger.audit.mirror;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.casualtyledger.events.merkle.Tile;

/**
 * The files of a mirror. Each comes to be whole or not at all: it is written beside its place,
 * flushed to the disk, and moved. A process that is killed leaves at most a file that nobody asks
 * for.
 */
final class MirrorFolder implements AutoCloseable {
    private final Path folder;
    private final FileChannel lockFile;

    private MirrorFolder(Path folder, FileChannel lockFile) {
        this.folder = folder;
        this.lockFile = lockFile;
    }

    /**
     * Makes the folder where there is none.
     *
     * @throws IOException also where another process copies into it
     */
    static MirrorFolder open(Path folder) throws IOException {
        Files.createDirectories(folder);
        FileChannel lockFile =
                FileChannel.open(
                        folder.resolve(".lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        if (!locked(lockFile)) {
            lockFile.close();
            throw new IOException("another process copies into " + folder);
        }
        return new MirrorFolder(folder, lockFile);
    }

    private static boolean locked(FileChannel file) throws IOException {
        try {
            FileLock lock = file.tryLock(); // until the channel is closed, or the process ends
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // another thread of this process
        }
    }

    void write(String path, byte[] bytes) throws IOException {
        Path place = folder.resolve(path);
        Path parent = place.resolveSibling("");
        Files.createDirectories(parent);
        Path beside = parent.resolve("." + place.getFileName() + ".new");
        try (FileChannel file =
                FileChannel.open(
                        beside,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                file.write(rest);
            }
            file.force(true);
        }
        Files.move(beside, place, ATOMIC_MOVE);
    }

    /** Writes what is not there yet. */
    void writeOnce(String path, byte[] bytes) throws IOException {
        if (!Files.exists(folder.resolve(path))) {
            write(path, bytes);
        }
    }

    /** Removes all full tiles, and what they cover, that are not those of a tree of this size. */
    void discardBeyond(long size) throws IOException {
        for (int level = 0; level < Long.BYTES; level++) {
            long index = size >> (8 * (level + 1));
            boolean removed = true;
            for (; removed; index++) {
                Tile tile = new Tile(level, index, Tile.FULL);
                removed = Files.deleteIfExists(folder.resolve("tile/" + tile.path()));
                if (level == 0) {
                    removed |= Files.deleteIfExists(folder.resolve("tile/" + tile.entriesPath()));
                }
            }
        }
    }

    /** Removes the partial tiles of a tree that are full in a larger one. */
    void removePartials(long before, long size) throws IOException {
        for (int level = 0; before >> (8 * level) > 0; level++) {
            long subtrees = before >> (8 * level);
            int width = (int) (subtrees % Tile.FULL);
            long index = subtrees / Tile.FULL;
            if (width == 0 || (size >> (8 * level)) < (index + 1) * Tile.FULL) {
                continue;
            }
            Tile tile = new Tile(level, index, width);
            removeFolderOf("tile/" + tile.path());
            if (level == 0) {
                removeFolderOf("tile/" + tile.entriesPath());
            }
        }
    }

    private void removeFolderOf(String path) throws IOException {
        Path partials = folder.resolve(path).resolveSibling("");
        if (!Files.isDirectory(partials)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> listed = Files.list(partials)) {
            files = listed.toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
        Files.delete(partials);
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
