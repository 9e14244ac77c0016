package org.casualtyledger.api.audit;

import java.util.ArrayList;
import java.util.List;
import org.casualtyledger.events.merkle.Frontier;
import org.casualtyledger.events.merkle.Tile;

/**
 * The log's Merkle tree as it is read, leaf by leaf: its frontier, and the roots of complete
 * subtrees of 256, 65,536, … leaves, which tiles of the higher levels are made of. Keeps 32 bytes
 * for 256 leaves. Not for several threads at once.
 */
final class GrowingTree {
    private static final int BITS = 8;

    private Frontier frontier = Frontier.empty();

    /** The incomplete tile of each level. */
    private final List<Frontier> open = new ArrayList<>();

    /** Roots of complete tiles of level 0, in their order. */
    private final List<byte[]> tiles = new ArrayList<>();

    /**
     * The root of a complete subtree.
     *
     * @param height a multiple of 8
     */
    record Complete(int height, long index, byte[] root) {}

    long size() {
        return frontier.size();
    }

    byte[] root() {
        return frontier.root();
    }

    /** The root over the leaves {@code index * 256} up to {@code (index + 1) * 256}. */
    byte[] tile(int index) {
        return tiles.get(index);
    }

    /** How many tiles of level 0 are complete. */
    int tiles() {
        return tiles.size();
    }

    /** Adds leaves; returns what they complete, lower levels first. */
    List<Complete> append(List<byte[]> leafHashes) {
        List<Complete> completed = new ArrayList<>();
        long position = frontier.size();
        for (byte[] hash : leafHashes) {
            grow(0, position++, hash, completed);
        }
        frontier = frontier.append(leafHashes);
        return completed;
    }

    /** The hash is the index-th of its level. */
    private void grow(int level, long index, byte[] hash, List<Complete> completed) {
        if (open.size() == level) {
            open.add(Frontier.empty());
        }
        Frontier tile = open.get(level).append(hash);
        if (tile.size() < Tile.FULL) {
            open.set(level, tile);
            return;
        }
        open.set(level, Frontier.empty());
        long of = index / Tile.FULL;
        byte[] root = tile.root();
        if (level == 0) {
            tiles.add(root);
        }
        completed.add(new Complete((level + 1) * BITS, of, root));
        grow(level + 1, of, root, completed);
    }
}
