package org.casualtyledger.events.note;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.casualtyledger.events.merkle.Merkle;

/**
 * A public key that notes are verified by (C2SP signed-note): a name, an algorithm, and an Ed25519
 * key of 32 bytes. Written as {@code name+id+base64}, as Go's {@code sumdb/note} does.
 *
 * @param name not empty, without spaces and plus signs
 * @param type {@link #ED25519} or {@link #COSIGNATURE}
 * @param key as RFC 8032 encodes it: 32 bytes
 */
public record VerifierKey(String name, byte type, byte[] key) {
    /** A signature over the note's text. */
    public static final byte ED25519 = 0x01;

    /** A witness' timestamped signature (C2SP tlog-cosignature). */
    public static final byte COSIGNATURE = 0x04;

    private static final int KEY_BYTES = Ed25519.KEY_BYTES;
    private static final int SIGNATURE_BYTES = Ed25519.SIGNATURE_BYTES;

    public VerifierKey {
        if (!isName(name)) {
            throw new IllegalArgumentException("no key name: " + name);
        }
        if (key.length != KEY_BYTES || type != ED25519 && type != COSIGNATURE) {
            throw new IllegalArgumentException(
                    "a key of type " + type + " and " + key.length + " bytes");
        }
        key = key.clone();
    }

    /** Whether a text can name a key. */
    static boolean isName(String name) {
        return !name.isEmpty()
                && name.codePoints()
                        .noneMatch(
                                c ->
                                        c == '+'
                                                || Character.isWhitespace(c)
                                                || Character.isSpaceChar(c)
                                                || Character.isISOControl(c));
    }

    @Override
    public byte[] key() {
        return key.clone();
    }

    /** The first four bytes of SHA-256(name ‖ 0x0A ‖ type ‖ key). */
    public int id() {
        byte[] named = (name + "\n").getBytes(UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(named.length + 1 + key.length);
        bytes.put(named).put(type).put(key);
        return ByteBuffer.wrap(Merkle.sha256().digest(bytes.array())).getInt();
    }

    /**
     * Reads {@code name+id+base64}.
     *
     * @throws IllegalArgumentException for anything else, and for an id that is not the key's
     */
    public static VerifierKey parse(String text) {
        String[] parts = text.strip().split("\\+", 3);
        if (parts.length < 3) {
            throw new IllegalArgumentException("a key is written name+id+base64");
        }
        byte[] encoded = Base64.getDecoder().decode(parts[2]);
        if (encoded.length != 1 + KEY_BYTES) {
            throw new IllegalArgumentException("a key of " + encoded.length + " bytes");
        }
        VerifierKey key =
                new VerifierKey(
                        parts[0], encoded[0], Arrays.copyOfRange(encoded, 1, 1 + KEY_BYTES));
        if (!key.idText().equals(parts[1])) {
            throw new IllegalArgumentException("the id is not the key's: " + parts[1]);
        }
        return key;
    }

    private String idText() {
        return HexFormat.of().toHexDigits(id());
    }

    @Override
    public String toString() {
        ByteBuffer encoded = ByteBuffer.allocate(1 + KEY_BYTES).put(type).put(key);
        return name + "+" + idText() + "+" + Base64.getEncoder().encodeToString(encoded.array());
    }

    /** Whether a signature of this key's type, without its key id, is one over the text. */
    boolean verifies(byte[] text, byte[] signature) {
        if (type == ED25519) {
            return Ed25519.verifies(key, text, signature);
        }
        if (signature.length != Long.BYTES + SIGNATURE_BYTES) {
            return false;
        }
        long seconds = ByteBuffer.wrap(signature).getLong();
        return seconds >= 0
                && Ed25519.verifies(
                        key,
                        cosigned(seconds, text),
                        Arrays.copyOfRange(signature, Long.BYTES, signature.length));
    }

    /** What a witness signs: {@code cosignature/v1}, the time, and the checkpoint's text. */
    static byte[] cosigned(long seconds, byte[] text) {
        byte[] header = ("cosignature/v1\ntime " + seconds + "\n").getBytes(UTF_8);
        return ByteBuffer.allocate(header.length + text.length).put(header).put(text).array();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifierKey that
                && name.equals(that.name)
                && type == that.type
                && Arrays.equals(key, that.key);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(key);
    }
}
