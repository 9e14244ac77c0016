package org.casualtyledger.counting;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.casualtyledger.events.json.CanonicalJson;
import org.casualtyledger.events.json.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * Digest v1 of a tally, and of the journal behind it.
 *
 * <p>SHA-256 over LF-ended lines of canonical JSON (RFC 8785) in UTF-8: a header {@code
 * {"at":p,"digest":"tally-v1","gazetteer":null,"methodology":hash,"semantics":n}}, then each cell
 * that is not zero, {@code {"cell":…,"tally":…}}, all bytewise sorted (the header sorts first). The
 * journal's digest has {@code "digest":"postings-v1"} and lines {@code
 * {"cell":…,"ordinal":…,"position":…,"tally":…}} by (position, ordinal). Nothing depends on the
 * locale, the time zone, the size of batches or the number of threads.
 */
public final class TallyDigest {
    private final MessageDigest digest = Sha256.digest();
    private byte[] lastName = {};
    private long lastPosition = -1;
    private int lastOrdinal = -1;

    private TallyDigest(String kind, long position, Methodology methodology) {
        ObjectNode header = Json.object();
        header.put("at", position);
        header.put("digest", kind);
        header.putNull("gazetteer");
        header.put("methodology", methodology.hash());
        header.put("semantics", methodology.semantics());
        line(CanonicalJson.text(header));
    }

    /** Of a tally as of a position: add its cells in the bytewise order of their names. */
    public static TallyDigest ofTally(long position, Methodology methodology) {
        return new TallyDigest("tally-v1", position, methodology);
    }

    /** Of the journal up to a position: add its lines by (position, ordinal). */
    public static TallyDigest ofPostings(long position, Methodology methodology) {
        return new TallyDigest("postings-v1", position, methodology);
    }

    /** Of a tally in memory. */
    public static String of(long position, Methodology methodology, Map<CellKey, Measures> cells) {
        TreeMap<byte[], Measures> sorted = new TreeMap<>(Arrays::compareUnsigned);
        cells.forEach((cell, m) -> sorted.put(cell.name().getBytes(StandardCharsets.UTF_8), m));
        TallyDigest digest = ofTally(position, methodology);
        sorted.forEach((name, m) -> digest.cell(new String(name, StandardCharsets.UTF_8), m));
        return digest.hex();
    }

    /**
     * @param name {@link CellKey#name()}
     * @throws IllegalArgumentException for a name out of order
     */
    public TallyDigest cell(String name, Measures measures) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (Arrays.compareUnsigned(lastName, bytes) >= 0) {
            throw new IllegalArgumentException("cell out of order: " + name);
        }
        lastName = bytes;
        if (!measures.isZero()) {
            line("{\"cell\":" + name + ",\"tally\":" + CanonicalJson.text(measures.json()) + "}");
        }
        return this;
    }

    /**
     * @param name {@link CellKey#name()}
     * @throws IllegalArgumentException for a line out of order
     */
    public TallyDigest posting(long position, int ordinal, String name, Measures measures) {
        if (position < lastPosition || position == lastPosition && ordinal <= lastOrdinal) {
            throw new IllegalArgumentException("posting out of order: " + position);
        }
        lastPosition = position;
        lastOrdinal = ordinal;
        line(
                "{\"cell\":"
                        + name
                        + ",\"ordinal\":"
                        + ordinal
                        + ",\"position\":"
                        + position
                        + ",\"tally\":"
                        + CanonicalJson.text(measures.json())
                        + "}");
        return this;
    }

    /** In lower-case hexadecimal. Ends the digest. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private void line(String line) {
        digest.update(line.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
    }
}
