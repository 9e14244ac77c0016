package org.casualtyledger.events.merkle;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * The right edge of a Merkle tree: its size and the roots of the perfect subtrees that it consists
 * of, one for each bit that is set in the size, from the largest (leftmost) to the smallest. This
 * is all that is needed to append leaves and to say the root (RFC 6962 §2.1), at most 63 hashes
 * however long the log. Immutable.
 */
public final class Frontier {

    private static final int SIZE_BYTES = Long.BYTES;
    private static final Frontier EMPTY = new Frontier(0, new byte[0][]);

    private final long size;

    /**
     * Largest subtree first; {@code Long.bitCount(size)} of them. Never changed and never handed
     * out.
     */
    private final byte[][] edge;

    private Frontier(long size, byte[][] edge) {
        this.size = size;
        this.edge = edge;
    }

    /** The frontier of a tree without leaves. */
    public static Frontier empty() {
        return EMPTY;
    }

    /** The number of leaves. */
    public long size() {
        return size;
    }

    /** The frontier with one more leaf. */
    public Frontier append(byte[] leafHash) {
        return append(List.of(leafHash));
    }

    /** The frontier with these leaves appended, in their order. Costs about one hash a leaf. */
    public Frontier append(List<byte[]> leafHashes) {
        if (leafHashes.isEmpty()) {
            return this;
        }
        MessageDigest sha256 = Merkle.sha256();
        byte[][] stack = Arrays.copyOf(edge, Long.SIZE);
        int height = edge.length;
        long leaves = size;
        for (byte[] leafHash : leafHashes) {
            byte[] subtree = requireHash(leafHash);
            // Adding one to the size carries through its trailing ones: each carry joins two
            // subtrees of the same size.
            for (long carry = leaves; (carry & 1) == 1; carry >>= 1) {
                subtree = Merkle.nodeHash(sha256, stack[--height], subtree);
            }
            stack[height++] = subtree;
            leaves++;
        }
        return new Frontier(leaves, Arrays.copyOf(stack, height));
    }

    /** The Merkle tree hash of all leaves, MTH of RFC 6962 §2.1. */
    public byte[] root() {
        if (edge.length == 0) {
            return Merkle.emptyRoot();
        }
        MessageDigest sha256 = Merkle.sha256();
        byte[] root = edge[edge.length - 1];
        for (int i = edge.length - 2; i >= 0; i--) {
            root = Merkle.nodeHash(sha256, edge[i], root);
        }
        return root.clone();
    }

    /** The size as 8 bytes, big endian, then the subtree roots, largest first, 32 bytes each. */
    public byte[] toBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(SIZE_BYTES + edge.length * Merkle.HASH_BYTES);
        bytes.putLong(size);
        for (byte[] hash : edge) {
            bytes.put(hash);
        }
        return bytes.array();
    }

    /**
     * Reads what {@link #toBytes()} wrote.
     *
     * @throws IllegalArgumentException where the size is below zero or the number of hashes is not
     *     the number of its one bits
     */
    public static Frontier fromBytes(byte[] bytes) {
        if (bytes.length < SIZE_BYTES) {
            throw new IllegalArgumentException("a frontier of " + bytes.length + " bytes");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long size = buffer.getLong();
        if (size < 0 || buffer.remaining() != Long.bitCount(size) * Merkle.HASH_BYTES) {
            throw new IllegalArgumentException(
                    "a frontier of size " + size + " in " + bytes.length + " bytes");
        }
        byte[][] edge = new byte[Long.bitCount(size)][Merkle.HASH_BYTES];
        for (byte[] hash : edge) {
            buffer.get(hash);
        }
        return new Frontier(size, edge);
    }

    private static byte[] requireHash(byte[] hash) {
        if (hash.length != Merkle.HASH_BYTES) {
            throw new IllegalArgumentException("a hash of " + hash.length + " bytes");
        }
        return hash;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Frontier that
                && size == that.size
                && Arrays.deepEquals(edge, that.edge);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(size) + Arrays.deepHashCode(edge);
    }

    @Override
    public String toString() {
        return "Frontier[size=" + size + ", root=" + HexFormat.of().formatHex(root()) + "]";
    }
}
