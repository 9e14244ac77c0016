package org.casualtyledger.audit.published;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;

/** A log in a folder, as a mirror keeps it: the paths below {@code /log/} are its files. */
public final class DirectoryLog implements PublishedLog {
    /** The kept receipt of the tally of everything. */
    public static final String TALLY_RECEIPT = "tally-receipt";

    /** The key of {@link #TALLY_RECEIPT}. */
    public static final String TALLY_KEY = "tally-key";

    private final Path folder;

    /**
     * @throws NotDirectoryException where there is no such folder
     */
    public DirectoryLog(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
        this.folder = folder;
    }

    @Override
    public Optional<byte[]> read(String path) throws IOException {
        Path file = folder.resolve(path);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new IOException(file + " is longer than anything that a log publishes");
            }
            return Optional.of(bytes);
        } catch (NoSuchFileException e) {
            return Optional.empty(); // gone since it was looked for
        }
    }

    @Override
    public Optional<byte[]> tallyReceipt(long position) throws IOException {
        return read(TALLY_RECEIPT);
    }

    @Override
    public Optional<byte[]> tallyKey() throws IOException {
        return read(TALLY_KEY);
    }

    @Override
    public String name() {
        return folder.toString();
    }

    @Override
    public void close() {}
}
