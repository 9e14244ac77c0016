package org.casualtyledger.events.signature;

import org.casualtyledger.events.note.Ed25519;

/**
 * A signature.
 *
 * @param text base64url of its 64 bytes (RFC 8032)
 */
public record Ed25519Signature(String text) {
    public Ed25519Signature {
        Base64Url.decode(text, Ed25519.SIGNATURE_BYTES);
    }

    public static Ed25519Signature of(byte[] bytes) {
        return new Ed25519Signature(Base64Url.encode(bytes));
    }

    public byte[] bytes() {
        return Base64Url.decode(text, Ed25519.SIGNATURE_BYTES);
    }

    @Override
    public String toString() {
        return text;
    }
}
