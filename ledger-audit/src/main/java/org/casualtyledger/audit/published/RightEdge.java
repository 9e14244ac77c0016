package org.casualtyledger.audit.published;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.casualtyledger.events.merkle.Tile;
import org.casualtyledger.events.note.Checkpoint;

/** The right edge of a tree that was verified before: where a walk goes on. */
public final class RightEdge {
    private RightEdge() {}

    /**
     * Reads it from the tree's own tiles.
     *
     * @return of each level above 0, from 1 upwards, the hashes in the tile of the last page that
     *     was begun: what {@link TreeWalk#run(List)} takes
     * @throws Found where the tiles do not have the tree's root: they were changed since
     */
    public static List<List<byte[]>> of(PublishedLog log, Checkpoint tree)
            throws IOException, Found {
        List<List<byte[]>> edge = new ArrayList<>();
        for (int level = 0; level == 0 || tree.size() >> (8 * level) > 0; level++) {
            long subtrees = tree.size() >> (8 * level);
            int width = (int) (subtrees % Tile.FULL);
            Optional<byte[]> tile =
                    width == 0
                            ? Optional.of(new byte[0])
                            : Tiles.hashes(log, new Tile(level, subtrees / Tile.FULL, width));
            edge.add(tile.map(Hashes::split).orElse(List.of()));
        }
        if (!Arrays.equals(Hashes.treeRoot(edge), tree.root())) {
            throw new Found(
                    new Finding.Unreadable(
                            "the tree that is kept in " + log.name(),
                            "its own tiles do not have its root; verify says which"));
        }
        return edge.subList(1, edge.size());
    }
}
