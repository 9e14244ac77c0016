package org.casualtyledger.events.note;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A private key that notes are signed with: an Ed25519 seed of 32 bytes (RFC 8032 §5.1.5) under a
 * name. Written as {@code PRIVATE+KEY+name+id+base64(type ‖ seed)}, as Go's {@code sumdb/note}
 * does. Never in a log, an event or an answer.
 */
public final class SigningKey {
    private static final String PREFIX = "PRIVATE+KEY+";
    private static final int SEED_BYTES = 32;

    private final VerifierKey verifier;
    private final byte[] seed;
    private final PrivateKey key;

    private SigningKey(String name, byte type, byte[] seed) {
        this.seed = seed.clone();
        this.key = privateKey(seed);
        this.verifier = new VerifierKey(name, type, publicBytes(seed));
    }

    /**
     * A new key.
     *
     * @param type {@link VerifierKey#ED25519} for a log, {@link VerifierKey#COSIGNATURE} for a
     *     witness
     */
    public static SigningKey generate(String name, byte type) {
        byte[] seed = new byte[SEED_BYTES];
        new SecureRandom().nextBytes(seed);
        return new SigningKey(name, type, seed);
    }

    /**
     * Reads what {@link #secret()} wrote.
     *
     * @throws IllegalArgumentException for anything else; its message holds no part of the key
     */
    public static SigningKey parse(String text) {
        String stripped = text.strip();
        String[] parts = stripped.split("\\+", 5);
        if (!stripped.startsWith(PREFIX) || parts.length < 5) {
            throw new IllegalArgumentException(
                    "a signing key is written PRIVATE+KEY+name+id+base64");
        }
        byte[] encoded;
        try {
            encoded = Base64.getDecoder().decode(parts[4]);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("a signing key ends in base64");
        }
        if (encoded.length != 1 + SEED_BYTES) {
            throw new IllegalArgumentException("a signing key has " + SEED_BYTES + " bytes");
        }
        SigningKey key =
                new SigningKey(
                        parts[2], encoded[0], Arrays.copyOfRange(encoded, 1, 1 + SEED_BYTES));
        if (!HexFormat.of().toHexDigits(key.verifier.id()).equals(parts[3])) {
            throw new IllegalArgumentException("the id is not the key's: " + parts[3]);
        }
        return key;
    }

    /** The public half. */
    public VerifierKey verifier() {
        return verifier;
    }

    public String name() {
        return verifier.name();
    }

    /** The private half, to be kept where only its owner reads. */
    public String secret() {
        byte[] encoded =
                ByteBuffer.allocate(1 + seed.length).put(verifier.type()).put(seed).array();
        return PREFIX
                + verifier.name()
                + "+"
                + HexFormat.of().toHexDigits(verifier.id())
                + "+"
                + Base64.getEncoder().encodeToString(encoded);
    }

    /**
     * The signature line of an Ed25519 key over a note's text, which ends in a line feed.
     *
     * @throws IllegalStateException for a witness' key, which signs no text without a time
     */
    public SignedNote.Line sign(String text) {
        if (verifier.type() != VerifierKey.ED25519) {
            throw new IllegalStateException("a witness' key cosigns");
        }
        return new SignedNote.Line(name(), verifier.id(), signature(text.getBytes(UTF_8)));
    }

    /**
     * The signature line of a witness over a checkpoint's text (C2SP tlog-cosignature).
     *
     * @param seconds of Unix time
     * @throws IllegalStateException for a key that is no witness'
     */
    public SignedNote.Line cosign(String text, long seconds) {
        if (verifier.type() != VerifierKey.COSIGNATURE) {
            throw new IllegalStateException("a log's key signs");
        }
        byte[] signature = signature(VerifierKey.cosigned(seconds, text.getBytes(UTF_8)));
        byte[] timed =
                ByteBuffer.allocate(Long.BYTES + signature.length)
                        .putLong(seconds)
                        .put(signature)
                        .array();
        return new SignedNote.Line(name(), verifier.id(), timed);
    }

    /** An Ed25519 signature of 64 bytes over any message (RFC 8032). */
    public byte[] signature(byte[] message) {
        try {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(key);
            signer.update(message);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK since 15 signs with Ed25519", e);
        }
    }

    private static PrivateKey privateKey(byte[] seed) {
        try {
            return KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK since 15 knows Ed25519", e);
        }
    }

    /**
     * The JDK derives a public key only while it generates a pair, and draws nothing but the seed
     * for it.
     */
    private static byte[] publicBytes(byte[] seed) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, new Seeded(seed));
            var pair = generator.generateKeyPair();
            byte[] drawn = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
            if (!Arrays.equals(drawn, seed)) {
                throw new IllegalStateException("this JDK draws its keys otherwise");
            }
            return raw(pair.getPublic());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK since 15 knows Ed25519", e);
        }
    }

    /** The last 32 bytes of its X.509 encoding (RFC 8410 §4). */
    private static byte[] raw(PublicKey key) {
        byte[] encoded = key.getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - SEED_BYTES, encoded.length);
    }

    private static final class Seeded extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final transient byte[] seed;

        Seeded(byte[] seed) {
            this.seed = seed;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, bytes.length);
        }
    }
}
