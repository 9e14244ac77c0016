package org.casualtyledger.events.note;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.casualtyledger.events.merkle.Merkle;

/**
 * What a log asks a witness (C2SP tlog-witness, {@code add-checkpoint}): to cosign a checkpoint,
 * which a proof shows to follow from the last one that the witness cosigned.
 *
 * @param oldSize of that last checkpoint; 0 for none
 * @param proof the consistency proof from there, of 32 bytes a hash; empty for none
 * @param checkpoint signed by the log; unverified
 */
public record AddCheckpoint(long oldSize, List<byte[]> proof, SignedNote checkpoint) {
    /** Hashes of a proof: a tree of 2^63 leaves needs no more. */
    public static final int MOST_HASHES = 63;

    private static final Pattern OLD = Pattern.compile("old (0|[1-9][0-9]{0,18})");

    public AddCheckpoint {
        if (oldSize < 0 || proof.size() > MOST_HASHES) {
            throw new IllegalArgumentException(
                    "old size " + oldSize + ", " + proof.size() + " hashes");
        }
        proof = List.copyOf(proof);
        if (proof.stream().anyMatch(hash -> hash.length != Merkle.HASH_BYTES)) {
            throw new IllegalArgumentException("a hash has " + Merkle.HASH_BYTES + " bytes");
        }
    }

    /** The body of a request. */
    public byte[] bytes() {
        StringBuilder head = new StringBuilder("old " + oldSize + "\n");
        proof.forEach(hash -> head.append(Base64.getEncoder().encodeToString(hash)).append('\n'));
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(head.append('\n').toString().getBytes(ISO_8859_1));
        body.writeBytes(checkpoint.bytes());
        return body.toByteArray();
    }

    /**
     * Reads a body; verifies nothing yet.
     *
     * @throws SignedNote.NotANote for anything else
     */
    public static AddCheckpoint parse(byte[] body) throws SignedNote.NotANote {
        int blank = blankLine(body);
        // Byte by byte a character, so that what is not ASCII is no base64 either.
        String[] lines = new String(body, 0, blank, ISO_8859_1).split("\n", -1);
        Matcher old = OLD.matcher(lines[0]);
        if (!old.matches()) {
            throw new SignedNote.NotANote("does not begin with `old` and a size");
        }
        if (lines.length - 1 > MOST_HASHES) {
            throw new SignedNote.NotANote("has over " + MOST_HASHES + " hashes");
        }
        List<byte[]> proof = new ArrayList<>();
        long oldSize;
        try {
            oldSize = Long.parseLong(old.group(1));
            for (int i = 1; i < lines.length; i++) {
                proof.add(LogProof.hash(lines[i]));
            }
        } catch (IllegalArgumentException e) {
            throw new SignedNote.NotANote("has a size or a hash that is none");
        }
        SignedNote checkpoint = SignedNote.parse(Arrays.copyOfRange(body, blank + 2, body.length));
        return new AddCheckpoint(oldSize, proof, checkpoint);
    }

    private static int blankLine(byte[] body) throws SignedNote.NotANote {
        for (int i = 0; i + 1 < body.length; i++) {
            if (body[i] == '\n' && body[i + 1] == '\n') {
                return i;
            }
        }
        throw new SignedNote.NotANote("has no empty line before the checkpoint");
    }
}
