package org.casualtyledger.events.merkle;

/**
 * The hashes of a tree's perfect subtrees, which never change once all their leaves are there. A
 * tree of n leaves has those that end at or before n.
 */
@FunctionalInterface
public interface Subtrees {
    /**
     * The root of the leaves {@code index * 2^height} up to {@code (index + 1) * 2^height},
     * exclusive: 32 bytes.
     *
     * @param height 0 for a leaf
     */
    byte[] root(int height, long index);
}
