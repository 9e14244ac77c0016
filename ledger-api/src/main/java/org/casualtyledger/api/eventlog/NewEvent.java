package org.casualtyledger.api.eventlog;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * An event that waits for its position. Its leaf data is canonical JSON whose alphabetically first
 * key is {@code at}, which only the sequencer knows: the final bytes are <code>
 * {"at":"2026-11-22T06:00:00.123Z",</code> followed by {@code tail}.
 *
 * @param id a UUIDv7, drawn before the command is decided; the log holds an id once
 * @param type the stored name, for instance {@code report-submitted}
 * @param by the organisation whose event this is
 * @param theatre the theatre, the unit of partitioning
 * @param tail the leaf after its first member, for instance {@code "by":"airwars","data":{}}}; not
 *     copied, must not change
 */
public record NewEvent(
        UUID id,
        String type,
        Optional<String> by,
        Optional<String> theatre,
        Set<Tag> tags,
        byte[] tail) {

    /** An entry of a tlog-tiles entry bundle has its length in 16 bits. */
    public static final int MAX_LEAF_BYTES = 65_535;

    /**
     * Each tag costs an index entry, and a condition may name each. Most events have two or three;
     * a merge has one for each of up to 1,000 reports.
     */
    public static final int MAX_TAGS = 1_024;

    private static final byte[] HEAD = "{\"at\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] AFTER_AT = "\",".getBytes(StandardCharsets.US_ASCII);
    private static final int AT_BYTES = "2026-11-22T06:00:00.123Z".length();
    private static final int BYTES_BEFORE_TAIL = HEAD.length + AT_BYTES + AFTER_AT.length;
    private static final DateTimeFormatter RFC_3339_MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    public NewEvent {
        if (tail.length > MAX_LEAF_BYTES - BYTES_BEFORE_TAIL) {
            throw new LeafTooLong(BYTES_BEFORE_TAIL + tail.length);
        }
        if (type.isEmpty()) {
            throw new IllegalArgumentException("an event without a type");
        }
        tags = Set.copyOf(tags);
        if (tags.size() > MAX_TAGS) {
            throw new IllegalArgumentException(tags.size() + " tags on one event");
        }
    }

    /** RFC 3339 in UTC with exactly three digits of a second, 24 characters. */
    static byte[] render(Instant at) {
        return RFC_3339_MILLIS.format(at).getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * The leaf data at the moment that {@link #render} wrote. A batch has one moment, so it is
     * rendered once a batch.
     */
    byte[] leaf(byte[] renderedAt) {
        byte[] leaf = new byte[leafBytes()];
        System.arraycopy(HEAD, 0, leaf, 0, HEAD.length);
        System.arraycopy(renderedAt, 0, leaf, HEAD.length, AT_BYTES);
        System.arraycopy(AFTER_AT, 0, leaf, HEAD.length + AT_BYTES, AFTER_AT.length);
        System.arraycopy(tail, 0, leaf, BYTES_BEFORE_TAIL, tail.length);
        return leaf;
    }

    int leafBytes() {
        return BYTES_BEFORE_TAIL + tail.length;
    }

    /**
     * A leaf above {@value NewEvent#MAX_LEAF_BYTES} bytes; the edge limits requests well below
     * that.
     */
    public static final class LeafTooLong extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        private final int bytes;

        LeafTooLong(int bytes) {
            super("a leaf of " + bytes + " bytes; at most " + MAX_LEAF_BYTES);
            this.bytes = bytes;
        }

        /** How long it would be. */
        public int bytes() {
            return bytes;
        }
    }
}
