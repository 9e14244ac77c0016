package org.casualtyledger.events.merkle;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Entries side by side, as the bundle of a tile of level 0 has them (C2SP tlog-tiles): each behind
 * its length, two bytes, big endian.
 *
 * @param entries as many as could be read
 * @param fault why there are not as many as were asked for, or bytes after them; empty where all is
 *     well
 */
public record EntryBundle(List<byte[]> entries, Optional<String> fault) {

    public EntryBundle {
        entries = List.copyOf(entries);
    }

    /**
     * Reads a bundle.
     *
     * @param width how many entries there must be
     */
    public static EntryBundle split(byte[] bundle, int width) {
        EntryBundle read = read(ByteBuffer.wrap(bundle), width);
        return read.fault().isEmpty() && read.entries().size() < width
                ? new EntryBundle(read.entries(), Optional.of("the bundle ends early"))
                : read;
    }

    /** Reads however many entries there are. */
    public static EntryBundle all(byte[] bundle) {
        return read(ByteBuffer.wrap(bundle), Integer.MAX_VALUE);
    }

    private static EntryBundle read(ByteBuffer bytes, int most) {
        List<byte[]> entries = new ArrayList<>();
        while (entries.size() < most && bytes.hasRemaining()) {
            if (bytes.remaining() < Short.BYTES) {
                return new EntryBundle(entries, Optional.of("the bundle ends early"));
            }
            int length = Short.toUnsignedInt(bytes.getShort());
            if (bytes.remaining() < length) {
                return new EntryBundle(entries, Optional.of("the bundle ends within an entry"));
            }
            byte[] entry = new byte[length];
            bytes.get(entry);
            entries.add(entry);
        }
        return new EntryBundle(
                entries,
                bytes.hasRemaining()
                        ? Optional.of(bytes.remaining() + " bytes after the last entry")
                        : Optional.empty());
    }

    /**
     * Writes a bundle.
     *
     * @param entries each of at most 65,535 bytes
     */
    public static byte[] join(List<byte[]> entries) {
        ByteBuffer bundle =
                ByteBuffer.allocate(
                        entries.stream().mapToInt(entry -> Short.BYTES + entry.length).sum());
        for (byte[] entry : entries) {
            if (entry.length > 0xFFFF) {
                throw new IllegalArgumentException("an entry of " + entry.length + " bytes");
            }
            bundle.putShort((short) entry.length).put(entry);
        }
        return bundle.array();
    }
}
