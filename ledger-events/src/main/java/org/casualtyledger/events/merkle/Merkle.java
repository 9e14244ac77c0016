package org.casualtyledger.events.merkle;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The two hashes of a Merkle tree with SHA-256, RFC 6962 §2.1. Every hash is 32 bytes. The prefix
 * bytes keep a leaf from ever being mistaken for an inner node, so no second preimage can be made
 * by calling a pair of hashes a leaf.
 */
public final class Merkle {

    /** Bytes in a hash. */
    public static final int HASH_BYTES = 32;

    private static final byte LEAF_PREFIX = 0x00;
    private static final byte NODE_PREFIX = 0x01;

    private Merkle() {}

    /** The hash of a leaf, SHA-256(0x00 ‖ data), RFC 6962 §2.1. */
    public static byte[] leafHash(byte[] data) {
        return leafHash(sha256(), data);
    }

    /**
     * As {@link #leafHash(byte[])}, with a digest that the caller keeps for many leaves. The digest
     * is left reset.
     */
    public static byte[] leafHash(MessageDigest sha256, byte[] data) {
        sha256.update(LEAF_PREFIX);
        return sha256.digest(data);
    }

    /** The hash of an inner node, SHA-256(0x01 ‖ left ‖ right), RFC 6962 §2.1. */
    public static byte[] nodeHash(byte[] left, byte[] right) {
        return nodeHash(sha256(), left, right);
    }

    static byte[] nodeHash(MessageDigest sha256, byte[] left, byte[] right) {
        sha256.update(NODE_PREFIX);
        sha256.update(left);
        return sha256.digest(right);
    }

    /** The root of a tree without leaves, SHA-256 of nothing, RFC 6962 §2.1. */
    public static byte[] emptyRoot() {
        return sha256().digest();
    }

    /** A SHA-256 digest. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
