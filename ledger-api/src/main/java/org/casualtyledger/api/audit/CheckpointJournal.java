package org.casualtyledger.api.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.casualtyledger.events.files.DurableFiles;
import org.casualtyledger.events.merkle.Merkle;

/**
 * What was about to be signed, on a volume that no restored database takes along: a line {@code
 * size root} for each checkpoint, only ever appended.
 *
 * <p>Crash before a line is on the disk: nothing was signed; a line that was cut is taken away at
 * the next start. Crash after: the next start finds the line, and signs that tree and no other of
 * its size.
 */
final class CheckpointJournal implements AutoCloseable {
    private static final Pattern LINE =
            Pattern.compile("(0|[1-9][0-9]{0,18}) ([A-Za-z0-9+/]{43}=)");

    /** Longer than any line, and as much as is read to find the last one. */
    private static final int TAIL_BYTES = 4_096;

    private final FileChannel channel;
    private Optional<Tree> last;

    /**
     * A tree of the log.
     *
     * @param root of 32 bytes
     */
    record Tree(long size, byte[] root) {
        boolean hasRoot(byte[] other) {
            return java.util.Arrays.equals(root, other);
        }
    }

    private CheckpointJournal(FileChannel channel, Optional<Tree> last) {
        this.channel = channel;
        this.last = last;
    }

    /** The journal of a folder. */
    static Path in(Path folder) {
        return folder.resolve("journal");
    }

    /** An empty one. */
    static CheckpointJournal create(Path file) throws IOException {
        DurableFiles.create(file, "");
        return open(file);
    }

    /**
     * @throws IllegalStateException for a file that is no journal
     */
    static CheckpointJournal open(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        String tail = tail(channel);
        int end = tail.lastIndexOf('\n') + 1;
        // What stands behind the last line feed was cut off while it was written.
        channel.truncate(channel.size() - tail.substring(end).length());
        channel.position(channel.size());
        String line = end == 0 ? "" : tail.substring(tail.lastIndexOf('\n', end - 2) + 1, end - 1);
        return new CheckpointJournal(channel, line.isEmpty() ? empty(channel) : of(line, file));
    }

    private static String tail(FileChannel channel) throws IOException {
        int bytes = (int) Math.min(TAIL_BYTES, channel.size());
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        long from = channel.size() - bytes;
        while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) > 0) {
            continue;
        }
        return new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1);
    }

    private static Optional<Tree> empty(FileChannel channel) throws IOException {
        if (channel.size() > 0) {
            throw new IllegalStateException("the journal of checkpoints has an empty line");
        }
        return Optional.empty();
    }

    private static Optional<Tree> of(String line, Path file) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            throw new IllegalStateException(file + " is no journal of checkpoints: " + line);
        }
        byte[] root = Base64.getDecoder().decode(parts.group(2));
        return Optional.of(new Tree(Long.parseLong(parts.group(1)), root));
    }

    /** The latest line; empty where nothing was ever signed. */
    Optional<Tree> last() {
        return last;
    }

    /**
     * Adds a line, and returns once it is on the disk.
     *
     * @throws IllegalStateException for a tree that is not larger than the latest, unless it is the
     *     same
     */
    void append(Tree tree) throws IOException {
        if (last.isPresent() && tree.size() <= last.get().size()) {
            if (tree.size() == last.get().size() && tree.hasRoot(last.get().root())) {
                return;
            }
            throw new IllegalStateException(
                    "a tree of " + tree.size() + " after one of " + last.get().size());
        }
        if (tree.root().length != Merkle.HASH_BYTES) {
            throw new IllegalArgumentException("a root of " + tree.root().length + " bytes");
        }
        String line = tree.size() + " " + Base64.getEncoder().encodeToString(tree.root()) + "\n";
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.ISO_8859_1));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(true);
        last = Optional.of(tree);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
