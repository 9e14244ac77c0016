package org.casualtyledger.audit;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.casualtyledger.audit.published.DirectoryLog;
import org.casualtyledger.audit.published.PublishedLog;

/** A published log in memory, some paths of it over those of another. */
public final class MemoryLog implements PublishedLog {
    private final Optional<PublishedLog> below;
    private final Map<String, Optional<byte[]>> files = new TreeMap<>();

    public MemoryLog() {
        this.below = Optional.empty();
    }

    private MemoryLog(PublishedLog below) {
        this.below = Optional.of(below);
    }

    /** What is put here hides what is there. */
    public static MemoryLog over(PublishedLog below) {
        return new MemoryLog(below);
    }

    public MemoryLog put(String path, byte[] bytes) {
        files.put(path, Optional.of(bytes));
        return this;
    }

    public MemoryLog remove(String path) {
        files.put(path, Optional.empty());
        return this;
    }

    public Map<String, Optional<byte[]>> files() {
        return files;
    }

    @Override
    public Optional<byte[]> read(String path) throws java.io.IOException {
        Optional<byte[]> own = files.get(path);
        if (own != null) {
            return own.map(byte[]::clone);
        }
        return below.isPresent() ? below.get().read(path) : Optional.empty();
    }

    @Override
    public Optional<byte[]> tallyReceipt(long position) throws java.io.IOException {
        return read(DirectoryLog.TALLY_RECEIPT);
    }

    @Override
    public Optional<byte[]> tallyKey() throws java.io.IOException {
        return read(DirectoryLog.TALLY_KEY);
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public void close() {}
}
