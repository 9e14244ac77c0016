package org.casualtyledger.events.topic;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Instant;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.casualtyledger.events.TheatreId;

/**
 * What a leaf says of itself, read without its data. Canonical JSON (RFC 8785) sorts the members:
 * {@code at} and {@code by} come first, {@code id}, {@code theatre}, {@code type} and {@code v}
 * last, so that they stand at known ends of the bytes whatever is between them.
 *
 * @param type the stored name
 * @param version of the type
 */
public record LeafLabel(Instant at, UUID id, TheatreId theatre, String type, int version) {
    private static final Pattern HEAD = Pattern.compile("\\{\"at\":\"([^\"]{20,30})\",");
    private static final Pattern TAIL =
            Pattern.compile(
                    ",\"id\":\"([0-9a-f-]{36})\",\"theatre\":\"([A-Z-]+)\",\"type\":\"([a-z-]+)\",\"v\":([0-9]{1,9})\\}$");
    private static final int HEAD_BYTES = 48;
    private static final int TAIL_BYTES = 512;

    /**
     * @throws IllegalArgumentException for bytes that are no leaf
     */
    public static LeafLabel of(byte[] leaf) {
        Matcher head = HEAD.matcher(latin(leaf, 0, Math.min(leaf.length, HEAD_BYTES)));
        Matcher tail =
                TAIL.matcher(latin(leaf, Math.max(0, leaf.length - TAIL_BYTES), leaf.length));
        if (!head.lookingAt() || !tail.find()) {
            throw new IllegalArgumentException("no leaf of this log");
        }
        return new LeafLabel(
                Instant.parse(head.group(1)),
                UUID.fromString(tail.group(1)),
                new TheatreId(tail.group(2)),
                tail.group(3),
                Integer.parseInt(tail.group(4)));
    }

    private static String latin(byte[] leaf, int from, int to) {
        return new String(leaf, from, to - from, ISO_8859_1);
    }
}
