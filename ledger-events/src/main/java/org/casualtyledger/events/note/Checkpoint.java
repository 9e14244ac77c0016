package org.casualtyledger.events.note;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.casualtyledger.events.merkle.Merkle;

/**
 * What a log says of itself at one moment (C2SP tlog-checkpoint): its name, how many leaves it has,
 * and their root. The text of a {@link SignedNote}.
 *
 * @param origin names the log
 * @param root 32 bytes (RFC 6962 §2.1)
 */
public record Checkpoint(String origin, long size, byte[] root) {
    private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,18}");

    public Checkpoint {
        if (origin.isEmpty() || origin.chars().anyMatch(c -> c < 0x20)) {
            throw new IllegalArgumentException("no origin: " + origin);
        }
        if (size < 0 || root.length != Merkle.HASH_BYTES) {
            throw new IllegalArgumentException("size " + size + ", root of " + root.length);
        }
        root = root.clone();
    }

    @Override
    public byte[] root() {
        return root.clone();
    }

    /** Three lines: origin, size, root in base64. */
    public String text() {
        return origin + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root) + "\n";
    }

    /**
     * Reads a note's text; further lines are of no meaning here.
     *
     * @throws SignedNote.NotANote for a text that is no checkpoint
     */
    public static Checkpoint parse(String text) throws SignedNote.NotANote {
        String[] lines = text.split("\n", -1);
        if (lines.length < 4 || !lines[lines.length - 1].isEmpty()) {
            throw new SignedNote.NotANote("a checkpoint has three lines");
        }
        for (int i = 0; i < lines.length - 1; i++) {
            if (lines[i].isEmpty()) {
                throw new SignedNote.NotANote("a checkpoint has no empty line");
            }
        }
        try {
            if (!SIZE.matcher(lines[1]).matches()) {
                throw new SignedNote.NotANote("no size: " + lines[1]);
            }
            byte[] root = Base64.getDecoder().decode(lines[2]);
            if (!Base64.getEncoder().encodeToString(root).equals(lines[2])) {
                throw new SignedNote.NotANote("no canonical base64: " + lines[2]);
            }
            return new Checkpoint(lines[0], Long.parseLong(lines[1]), root);
        } catch (IllegalArgumentException e) {
            throw new SignedNote.NotANote("no checkpoint: " + e.getMessage());
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Checkpoint that
                && origin.equals(that.origin)
                && size == that.size
                && Arrays.equals(root, that.root);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(size) + Arrays.hashCode(root);
    }

    @Override
    public String toString() {
        return origin + " " + size + " " + HexFormat.of().formatHex(root);
    }
}
