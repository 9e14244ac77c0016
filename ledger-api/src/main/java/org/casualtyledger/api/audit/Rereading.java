package org.casualtyledger.api.audit;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.casualtyledger.events.merkle.Merkle;
import org.casualtyledger.events.merkle.Tile;

/**
 * Reads what was committed once more and grows the tree from the bytes themselves; what a row says
 * of its hash is compared and not believed. Not for several threads at once.
 */
final class Rereading {
    private final StoredLeaves leaves;
    private final GrowingTree tree = new GrowingTree();

    /** Subtrees that are complete, and not stored with a checkpoint as far as we know. */
    private final List<GrowingTree.Complete> fresh = new ArrayList<>();

    private long scrubbed;

    Rereading(StoredLeaves leaves) {
        this.leaves = leaves;
    }

    GrowingTree tree() {
        return tree;
    }

    /** How far the second reading of old rows has come. */
    long scrubbed() {
        return scrubbed;
    }

    List<GrowingTree.Complete> fresh() {
        return List.copyOf(fresh);
    }

    /** A checkpoint of this size is stored with its subtrees. */
    void stored(long size) {
        fresh.removeIf(subtree -> (subtree.index() + 1) << subtree.height() <= size);
    }

    /** Grows the tree to this size; what is wrong with the first row that is. */
    Optional<String> growTo(long size) throws SQLException {
        while (tree.size() < size) {
            int limit = (int) Math.min(StoredLeaves.PAGE, size - tree.size());
            List<byte[]> hashes = new ArrayList<>(limit);
            Optional<String> fault = hashes(tree.size(), limit, hashes);
            fresh.addAll(tree.append(hashes));
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    /** The hashes of a page of leaves; what is wrong with the first row that is. */
    private Optional<String> hashes(long from, int limit, List<byte[]> hashes) throws SQLException {
        long expected = from;
        for (StoredLeaves.Row row : leaves.read(from, limit)) {
            if (row.position() != expected) {
                return Optional.of("position " + expected + " is missing");
            }
            byte[] hash = Merkle.leafHash(row.leaf());
            if (!Arrays.equals(hash, row.leafHash())) {
                return Optional.of("the event at position " + expected + " was changed");
            }
            hashes.add(hash);
            expected++;
        }
        return expected < from + limit
                ? Optional.of("position " + expected + " is missing")
                : Optional.empty();
    }

    /**
     * Reads one more page of rows that were read before, going round and round; what is wrong with
     * it.
     */
    Optional<String> scrub() throws SQLException {
        if (tree.tiles() == 0) {
            return Optional.empty();
        }
        int tile = (int) (scrubbed / Tile.FULL);
        if (tile >= tree.tiles()) {
            tile = 0;
        }
        long from = (long) tile * Tile.FULL;
        List<byte[]> hashes = new ArrayList<>(Tile.FULL);
        Optional<String> fault = hashes(from, Tile.FULL, hashes);
        if (fault.isEmpty()) {
            GrowingTree again = new GrowingTree();
            again.append(hashes);
            if (!Arrays.equals(again.root(), tree.tile(tile))) {
                fault = Optional.of(between(tile));
            }
        }
        scrubbed = from + Tile.FULL;
        return fault;
    }

    static String between(long tile) {
        return "an event between positions %d and %d was changed, its hash with it"
                .formatted(tile * Tile.FULL, (tile + 1) * Tile.FULL - 1);
    }
}
