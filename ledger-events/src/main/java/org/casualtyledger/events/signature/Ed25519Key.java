package org.casualtyledger.events.signature;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import org.casualtyledger.events.merkle.Merkle;
import org.casualtyledger.events.note.Ed25519;

/**
 * An organisation's public key.
 *
 * @param text base64url of the 32 bytes that RFC 8032 encodes it in
 */
public record Ed25519Key(String text) {
    /**
     * The y coordinates of the points whose order divides 8, and their spellings beyond the field's
     * prime. Under such a key, one signature fits many messages, so who registered it could deny
     * each.
     */
    private static final Set<String> OF_SMALL_ORDER =
            Set.of(
                    "0000000000000000000000000000000000000000000000000000000000000000",
                    "0100000000000000000000000000000000000000000000000000000000000000",
                    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");

    private static final int KEY_ID_BYTES = 16;

    public Ed25519Key {
        byte[] bytes = Base64Url.decode(text, Ed25519.KEY_BYTES);
        bytes[Ed25519.KEY_BYTES - 1] &= 0x7F; // the sign of x
        if (OF_SMALL_ORDER.contains(HexFormat.of().formatHex(bytes))) {
            throw new IllegalArgumentException("is a point of small order, and no key");
        }
    }

    public static Ed25519Key of(byte[] bytes) {
        return new Ed25519Key(Base64Url.encode(bytes));
    }

    public byte[] bytes() {
        return Base64Url.decode(text, Ed25519.KEY_BYTES);
    }

    public KeyId id() {
        byte[] digest = Merkle.sha256().digest(bytes());
        return new KeyId(HexFormat.of().formatHex(Arrays.copyOf(digest, KEY_ID_BYTES)));
    }

    public boolean verifies(byte[] message, Ed25519Signature signature) {
        return Ed25519.verifies(bytes(), message, signature.bytes());
    }

    @Override
    public String toString() {
        return text;
    }
}
