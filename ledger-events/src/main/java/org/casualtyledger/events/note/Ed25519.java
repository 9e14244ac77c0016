package org.casualtyledger.events.note;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/** Verification of Ed25519 (RFC 8032), without a name or a format around it. */
public final class Ed25519 {
    /** Bytes of a public key. */
    public static final int KEY_BYTES = 32;

    /** Bytes of a signature. */
    public static final int SIGNATURE_BYTES = 64;

    /** What X.509 writes before an Ed25519 key's 32 bytes (RFC 8410 §4). */
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private Ed25519() {}

    /**
     * Whether a signature of 64 bytes is one over the message. What is no point of the curve, or no
     * encoding of a signature, verifies nothing.
     *
     * @param key as RFC 8032 encodes it: 32 bytes
     */
    public static boolean verifies(byte[] key, byte[] message, byte[] signature) {
        if (signature.length != SIGNATURE_BYTES) {
            return false;
        }
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(publicKey(key));
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static PublicKey publicKey(byte[] key) throws GeneralSecurityException {
        byte[] encoded =
                ByteBuffer.allocate(X509_PREFIX.length + key.length)
                        .put(X509_PREFIX)
                        .put(key)
                        .array();
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    }
}
