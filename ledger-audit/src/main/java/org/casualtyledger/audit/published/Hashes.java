package org.casualtyledger.audit.published;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.casualtyledger.events.merkle.Frontier;
import org.casualtyledger.events.merkle.Merkle;

/** Lists of hashes, as tiles hold them. */
final class Hashes {
    private Hashes() {}

    /** The hashes of a tile's bytes; a last one that is not whole is left out. */
    static List<byte[]> split(byte[] tile) {
        List<byte[]> hashes = new ArrayList<>(tile.length / Merkle.HASH_BYTES);
        for (int at = 0; at + Merkle.HASH_BYTES <= tile.length; at += Merkle.HASH_BYTES) {
            hashes.add(Arrays.copyOfRange(tile, at, at + Merkle.HASH_BYTES));
        }
        return hashes;
    }

    /** The root over hashes of subtrees of one height. */
    static byte[] root(List<byte[]> hashes) {
        return Frontier.empty().append(hashes).root();
    }

    static List<byte[]> leaves(List<byte[]> entries) {
        MessageDigest sha256 = Merkle.sha256();
        List<byte[]> hashes = new ArrayList<>(entries.size());
        for (byte[] entry : entries) {
            hashes.add(Merkle.leafHash(sha256, entry));
        }
        return hashes;
    }

    /**
     * The root of a tree from its right edge: of each level, from 0 upwards, the hashes that no
     * full tile of the level above covers.
     */
    static byte[] treeRoot(List<List<byte[]>> edge) {
        byte[] root = null;
        for (List<byte[]> level : edge) {
            int end = level.size();
            for (int width = 1; width <= level.size(); width <<= 1) {
                if ((level.size() & width) != 0) {
                    byte[] subtree = root(level.subList(end - width, end));
                    root = root == null ? subtree : Merkle.nodeHash(subtree, root);
                    end -= width;
                }
            }
        }
        return root == null ? Merkle.emptyRoot() : root;
    }

    /** The index of the first that is not in both; −1 where both are the same. */
    static int firstDifference(List<byte[]> one, List<byte[]> other) {
        int both = Math.min(one.size(), other.size());
        for (int i = 0; i < both; i++) {
            if (!Arrays.equals(one.get(i), other.get(i))) {
                return i;
            }
        }
        return one.size() == other.size() ? -1 : both;
    }
}
