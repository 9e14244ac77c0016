package org.casualtyledger.events.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/**
 * Files and folders that only their owner reads, whole or not there at every moment, and there
 * after a power cut once a method has returned.
 */
public final class DurableFiles {
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private DurableFiles() {}

    /** Replaces a file, which one process writes, in one step. */
    public static void write(Path file, byte[] bytes) throws IOException {
        // Under one name: what a crash left is taken away by the next write.
        Path beside = file.resolveSibling(file.getFileName() + ".next");
        Files.deleteIfExists(beside);
        Files.createFile(beside, only("rw-------"));
        fill(beside, bytes);
        move(beside, file);
    }

    /** Replaces a file, which one process writes, in one step. */
    public static void write(Path file, String text) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Replaces a file that everybody may read, a public key for instance; several processes may do
     * so at once.
     */
    public static void writePublic(Path file, String text) throws IOException {
        move(temporary(file, text, "rw-r--r--"), file);
    }

    /** Renames a file or a folder in one step; replaces a file. */
    public static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException("the file system of " + to + " cannot rename in one step", e);
        }
        sync(parent(to));
    }

    /**
     * Makes a file that is not there yet. Of several who do so at the same moment one succeeds.
     *
     * @throws FileAlreadyExistsException where it is there; it is left as it is
     */
    public static void create(Path file, String text) throws IOException {
        Path beside = temporary(file, text, "rw-------");
        try {
            Files.createLink(file, beside); // a rename would replace what came first
            sync(parent(file));
        } finally {
            Files.delete(beside);
        }
    }

    private static Path temporary(Path file, String text, String permissions) throws IOException {
        Path beside =
                Files.createTempFile(
                        parent(file), file.getFileName() + ".", ".next", only(permissions));
        fill(beside, text.getBytes(StandardCharsets.UTF_8));
        return beside;
    }

    /** The bytes are on the disk before the file takes another's name. */
    private static void fill(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        }
    }

    /** Makes a folder, with those above it, where there is none. */
    public static void createFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(parent(folder));
            Files.createDirectory(folder, only("rwx------"));
            sync(parent(folder));
        }
    }

    private static Path parent(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent());
    }

    /** A name survives a power cut only once its folder has been synced. */
    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
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
