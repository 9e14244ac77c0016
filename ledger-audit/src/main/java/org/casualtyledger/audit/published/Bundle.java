package org.casualtyledger.audit.published;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The entries of a tile of level 0 (C2SP tlog-tiles): each behind its length, two bytes, big
 * endian.
 *
 * @param entries as many as could be read
 * @param fault why there are not as many as the tile is wide, or bytes after them; empty where all
 *     is well
 */
record Bundle(List<byte[]> entries, Optional<String> fault) {
    private static final int LENGTH_BYTES = 2;

    /**
     * @param width how many entries there must be
     */
    static Bundle split(byte[] bytes, int width) {
        List<byte[]> entries = new ArrayList<>(width);
        int at = 0;
        while (entries.size() < width) {
            if (bytes.length - at < LENGTH_BYTES) {
                return new Bundle(entries, Optional.of("the bundle ends early"));
            }
            int length = (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
            at += LENGTH_BYTES;
            if (bytes.length - at < length) {
                return new Bundle(entries, Optional.of("the bundle ends within an entry"));
            }
            entries.add(Arrays.copyOfRange(bytes, at, at + length));
            at += length;
        }
        return new Bundle(
                entries,
                at == bytes.length
                        ? Optional.empty()
                        : Optional.of(bytes.length - at + " bytes after the last entry"));
    }

    /** The first so many entries of a bundle, still as bytes; all of one that has fewer. */
    static byte[] start(byte[] bytes, int width) {
        Bundle first = split(bytes, width);
        int length = first.entries.stream().mapToInt(entry -> LENGTH_BYTES + entry.length).sum();
        return first.entries.size() == width ? Arrays.copyOf(bytes, length) : bytes;
    }
}
