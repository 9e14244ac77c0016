package org.casualtyledger.events.merkle;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * Proofs that a leaf is in a tree, and that a tree begins with an earlier one: made as RFC 6962
 * §2.1.1 and §2.1.2 say, verified by the algorithms of RFC 9162 §2.1.3.2 and §2.1.4.2, to the last
 * hash: a proof that is too short or too long is none.
 */
public final class Proofs {
    private Proofs() {}

    /**
     * The audit path of a leaf, from the leaf upwards.
     *
     * @throws IllegalArgumentException where the index is not in the tree
     */
    public static List<byte[]> inclusion(long index, long size, Subtrees tree) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("leaf " + index + " of a tree of " + size);
        }
        List<byte[]> path = new ArrayList<>();
        path(index, 0, size, tree, path);
        return path;
    }

    /** PATH(m, D[from:to]), where m counts from the tree's start. */
    private static void path(long m, long from, long to, Subtrees tree, List<byte[]> path) {
        if (to - from == 1) {
            return;
        }
        long k = from + largestPowerBelow(to - from);
        if (m < k) {
            path(m, from, k, tree, path);
            path.add(range(k, to, tree));
        } else {
            path(m, k, to, tree, path);
            path.add(range(from, k, tree));
        }
    }

    /**
     * The proof that the tree of {@code second} leaves begins with that of {@code first}; empty
     * where they are the same, or the first is empty.
     *
     * @throws IllegalArgumentException where first is larger than second, or below 0
     */
    public static List<byte[]> consistency(long first, long second, Subtrees tree) {
        if (first < 0 || first > second) {
            throw new IllegalArgumentException("from " + first + " to " + second);
        }
        List<byte[]> proof = new ArrayList<>();
        if (first > 0 && first < second) {
            subproof(first, 0, second, true, tree, proof);
        }
        return proof;
    }

    /** SUBPROOF(m, D[from:to], complete), where m counts from the tree's start. */
    private static void subproof(
            long m, long from, long to, boolean complete, Subtrees tree, List<byte[]> proof) {
        if (m == to) {
            if (!complete) {
                proof.add(range(from, to, tree));
            }
            return;
        }
        long k = from + largestPowerBelow(to - from);
        if (m <= k) {
            subproof(m, from, k, complete, tree, proof);
            proof.add(range(k, to, tree));
        } else {
            subproof(m, k, to, false, tree, proof);
            proof.add(range(from, k, tree));
        }
    }

    /** MTH(D[from:to]), where the range is one that RFC 6962 splits a tree into. */
    private static byte[] range(long from, long to, Subtrees tree) {
        long leaves = to - from;
        if (Long.bitCount(leaves) == 1) {
            int height = Long.numberOfTrailingZeros(leaves);
            return tree.root(height, from >> height);
        }
        long k = from + largestPowerBelow(leaves);
        return Merkle.nodeHash(range(from, k, tree), range(k, to, tree));
    }

    /** The root of a tree. */
    public static byte[] root(long size, Subtrees tree) {
        return size == 0 ? Merkle.emptyRoot() : range(0, size, tree);
    }

    /** The largest power of two below n, which is at least 2. */
    private static long largestPowerBelow(long n) {
        return Long.highestOneBit(n - 1);
    }

    /** Whether a proof shows that a leaf hash stands at an index of the tree with this root. */
    public static boolean includes(
            long index, long size, byte[] leafHash, List<byte[]> proof, byte[] root) {
        if (index < 0 || index >= size || !areHashes(proof) || !isHash(leafHash)) {
            return false;
        }
        MessageDigest sha256 = Merkle.sha256();
        long fn = index;
        long sn = size - 1;
        byte[] r = leafHash;
        for (byte[] p : proof) {
            if (sn == 0) {
                return false; // longer than the tree is high
            }
            if ((fn & 1) == 1 || fn == sn) {
                r = Merkle.nodeHash(sha256, p, r);
                while ((fn & 1) == 0 && fn != 0) {
                    fn >>= 1;
                    sn >>= 1;
                }
            } else {
                r = Merkle.nodeHash(sha256, r, p);
            }
            fn >>= 1;
            sn >>= 1;
        }
        return sn == 0 && MessageDigest.isEqual(r, root);
    }

    /** Whether a proof shows that the tree with the second root begins with that of the first. */
    public static boolean isConsistent(
            long first, long second, byte[] firstRoot, byte[] secondRoot, List<byte[]> proof) {
        if (first < 0 || first > second || !areHashes(proof)) {
            return false;
        }
        if (first == second || first == 0) {
            return proof.isEmpty()
                    && (first == 0
                            ? MessageDigest.isEqual(firstRoot, Merkle.emptyRoot())
                                    && (second > 0 || MessageDigest.isEqual(secondRoot, firstRoot))
                            : MessageDigest.isEqual(firstRoot, secondRoot));
        }
        List<byte[]> path = new ArrayList<>(proof);
        if (Long.bitCount(first) == 1) {
            path.addFirst(firstRoot);
        }
        if (path.isEmpty()) {
            return false;
        }
        return follow(path, first - 1, second - 1, firstRoot, secondRoot);
    }

    private static boolean follow(
            List<byte[]> path, long first, long second, byte[] firstRoot, byte[] secondRoot) {
        MessageDigest sha256 = Merkle.sha256();
        long fn = first;
        long sn = second;
        while ((fn & 1) == 1) {
            fn >>= 1;
            sn >>= 1;
        }
        byte[] fr = path.getFirst();
        byte[] sr = path.getFirst();
        for (byte[] c : path.subList(1, path.size())) {
            if (sn == 0) {
                return false;
            }
            if ((fn & 1) == 1 || fn == sn) {
                fr = Merkle.nodeHash(sha256, c, fr);
                sr = Merkle.nodeHash(sha256, c, sr);
                while ((fn & 1) == 0 && fn != 0) {
                    fn >>= 1;
                    sn >>= 1;
                }
            } else {
                sr = Merkle.nodeHash(sha256, sr, c);
            }
            fn >>= 1;
            sn >>= 1;
        }
        return sn == 0
                && MessageDigest.isEqual(fr, firstRoot)
                && MessageDigest.isEqual(sr, secondRoot);
    }

    private static boolean areHashes(List<byte[]> proof) {
        return proof.stream().allMatch(Proofs::isHash);
    }

    private static boolean isHash(byte[] bytes) {
        return bytes.length == Merkle.HASH_BYTES;
    }
}
