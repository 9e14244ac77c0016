package org.casualtyledger.events.note;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A text and signatures over it (C2SP signed-note). A text is nothing until a signature of a known
 * key was verified: see {@link #verifiedBy}.
 *
 * @param text ends in a line feed
 */
public record SignedNote(String text, List<Line> signatures) {
    /** More signatures than anybody's witnesses make; a limit on what a verifier reads. */
    static final int MOST_SIGNATURES = 100;

    /** Bytes of a note: a checkpoint with all its witnesses has a few thousand. */
    public static final int MOST_BYTES = 1_000_000;

    private static final String DASH = "\u2014 ";
    private static final int ID_BYTES = Integer.BYTES;

    /**
     * One signature line.
     *
     * @param id which of the keys of this name
     * @param signature without the key id
     */
    public record Line(String name, int id, byte[] signature) {
        public Line {
            signature = signature.clone();
        }

        @Override
        public byte[] signature() {
            return signature.clone();
        }

        /** Whether it claims to be by this key; whether it is, {@link #verifiedBy} tells. */
        public boolean isBy(VerifierKey key) {
            return name.equals(key.name()) && id == key.id();
        }

        /** The line as it stands in a note, without its line feed. */
        @Override
        public String toString() {
            String written = written();
            return written.substring(0, written.length() - 1);
        }

        /** As it stands in a note, with its line feed. */
        public String written() {
            byte[] bytes =
                    ByteBuffer.allocate(ID_BYTES + signature.length)
                            .putInt(id)
                            .put(signature)
                            .array();
            return DASH + name + " " + Base64.getEncoder().encodeToString(bytes) + "\n";
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Line that
                    && name.equals(that.name)
                    && id == that.id
                    && Arrays.equals(signature, that.signature);
        }

        @Override
        public int hashCode() {
            return 31 * name.hashCode() + id;
        }
    }

    /** Bytes that are no signed note, or signed by nobody who is known. */
    public static final class NotANote extends Exception {
        private static final long serialVersionUID = 1L;

        public NotANote(String message) {
            super(message);
        }
    }

    public SignedNote {
        if (!text.endsWith("\n") || hasControl(text)) {
            throw new IllegalArgumentException("a note's text ends in a line feed");
        }
        signatures = List.copyOf(signatures);
    }

    /** Reads a note; verifies nothing yet. */
    public static SignedNote parse(byte[] bytes) throws NotANote {
        if (bytes.length > MOST_BYTES) {
            throw new NotANote("longer than " + MOST_BYTES + " bytes");
        }
        String whole = decoded(bytes);
        int blank = whole.lastIndexOf("\n\n");
        if (blank < 0 || hasControl(whole) || !whole.endsWith("\n")) {
            throw new NotANote("no text, a blank line, and signatures");
        }
        String[] lines = whole.substring(blank + 2).split("\n", -1);
        if (lines.length < 2 || lines.length - 1 > MOST_SIGNATURES) {
            throw new NotANote("has no signature, or over " + MOST_SIGNATURES);
        }
        List<Line> signatures = new ArrayList<>();
        for (int i = 0; i < lines.length - 1; i++) {
            signatures.add(line(lines[i]));
        }
        return new SignedNote(whole.substring(0, blank + 1), signatures);
    }

    private static String decoded(byte[] bytes) throws NotANote {
        try {
            return UTF_8.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new NotANote("is no UTF-8");
        }
    }

    private static Line line(String text) throws NotANote {
        int space = text.indexOf(' ', DASH.length());
        if (!text.startsWith(DASH) || space < 0) {
            throw new NotANote("no signature line: " + text);
        }
        String name = text.substring(DASH.length(), space);
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text.substring(space + 1));
        } catch (IllegalArgumentException e) {
            throw new NotANote("no base64: " + text);
        }
        // Bits that base64 pads with say nothing, and so must not be free to change.
        if (!VerifierKey.isName(name)
                || bytes.length <= ID_BYTES
                || !text.endsWith(" " + Base64.getEncoder().encodeToString(bytes))) {
            throw new NotANote("no signature line: " + text);
        }
        return new Line(
                name,
                ByteBuffer.wrap(bytes).getInt(),
                Arrays.copyOfRange(bytes, ID_BYTES, bytes.length));
    }

    private static boolean hasControl(String text) {
        return text.chars().anyMatch(c -> c < 0x20 && c != '\n');
    }

    /**
     * The keys, of those that are known, by which it is signed.
     *
     * @throws NotANote where a signature that a known key claims is not one, or none is by a known
     *     key
     */
    public List<VerifierKey> verifiedBy(List<VerifierKey> known) throws NotANote {
        List<VerifierKey> by = new ArrayList<>();
        byte[] message = text.getBytes(UTF_8);
        for (Line line : signatures) {
            for (VerifierKey key : known) {
                if (line.isBy(key)) {
                    if (!key.verifies(message, line.signature())) {
                        throw new NotANote("the signature of " + key.name() + " is not one");
                    }
                    by.add(key);
                }
            }
        }
        if (by.isEmpty()) {
            throw new NotANote("is signed by nobody who is known");
        }
        return by;
    }

    /** The same with one more signature; what it had by the same key is replaced. */
    public SignedNote with(Line line) {
        List<Line> lines = new ArrayList<>(signatures);
        lines.removeIf(other -> other.name().equals(line.name()) && other.id() == line.id());
        lines.add(line);
        return new SignedNote(text, lines);
    }

    /** As it is served: text, blank line, signature lines. */
    public byte[] bytes() {
        StringBuilder whole = new StringBuilder(text).append('\n');
        signatures.forEach(line -> whole.append(line.written()));
        return whole.toString().getBytes(UTF_8);
    }
}
