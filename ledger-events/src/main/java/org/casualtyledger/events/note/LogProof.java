package org.casualtyledger.events.note;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.casualtyledger.events.merkle.Merkle;
import org.casualtyledger.events.merkle.Proofs;

/**
 * A proof that an event is in the log, which needs nothing else but the log's public key (C2SP
 * tlog-proof, without extra data).
 *
 * @param index the event's position
 * @param path its audit path in the checkpoint's tree
 */
public record LogProof(long index, List<byte[]> path, SignedNote checkpoint) {
    private static final String HEADER = "c2sp.org/tlog-proof@v1";
    private static final Pattern INDEX = Pattern.compile("index (0|[1-9][0-9]{0,18})");

    public LogProof {
        path = List.copyOf(path);
    }

    /** As a {@code .tlog-proof} file. */
    public String text() {
        StringBuilder text = new StringBuilder(HEADER + "\nindex " + index + "\n");
        path.forEach(hash -> text.append(Base64.getEncoder().encodeToString(hash)).append('\n'));
        return text.append('\n').append(new String(checkpoint.bytes(), UTF_8)).toString();
    }

    /**
     * Reads a file; verifies nothing yet.
     *
     * @throws SignedNote.NotANote for anything else
     */
    public static LogProof parse(String text) throws SignedNote.NotANote {
        int blank = text.indexOf("\n\n");
        if (blank < 0 || !text.startsWith(HEADER + "\n")) {
            throw new SignedNote.NotANote("does not begin with " + HEADER);
        }
        String[] lines = text.substring(0, blank).split("\n", -1);
        int at = lines.length > 1 && lines[1].startsWith("extra ") ? 2 : 1;
        if (lines.length <= at || !INDEX.matcher(lines[at]).matches()) {
            throw new SignedNote.NotANote("has no index");
        }
        try {
            List<byte[]> path = new ArrayList<>();
            for (int i = at + 1; i < lines.length; i++) {
                path.add(hash(lines[i]));
            }
            byte[] note = text.substring(blank + 2).getBytes(UTF_8);
            long index = Long.parseLong(lines[at].substring("index ".length()));
            return new LogProof(index, path, SignedNote.parse(note));
        } catch (IllegalArgumentException e) {
            throw new SignedNote.NotANote("has a line that is no hash");
        }
    }

    /** Bits that base64 pads with say nothing, and so must not be free to change. */
    static byte[] hash(String line) {
        byte[] hash = Base64.getDecoder().decode(line);
        if (hash.length != Merkle.HASH_BYTES
                || !Base64.getEncoder().encodeToString(hash).equals(line)) {
            throw new IllegalArgumentException(line);
        }
        return hash;
    }

    /**
     * Whether it proves that the log which this key signs for has the leaf at its index.
     *
     * @param log whose name is the log's origin
     */
    public boolean proves(byte[] leafHash, VerifierKey log) {
        try {
            checkpoint.verifiedBy(List.of(log));
            Checkpoint tree = Checkpoint.parse(checkpoint.text());
            return tree.origin().equals(log.name())
                    && Proofs.includes(index, tree.size(), leafHash, path, tree.root());
        } catch (SignedNote.NotANote e) {
            return false;
        }
    }
}
