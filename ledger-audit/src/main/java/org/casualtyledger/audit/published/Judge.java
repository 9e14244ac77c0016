package org.casualtyledger.audit.published;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.casualtyledger.events.merkle.Merkle;
import org.casualtyledger.events.merkle.Tile;
import org.casualtyledger.events.note.Checkpoint;

/**
 * Says which of two that contradict each other is wrong: the one that does not fit what is above
 * it, up to the signed root.
 */
final class Judge {
    private final PublishedLog log;
    private final Checkpoint tree;

    Judge(PublishedLog log, Checkpoint tree) {
        this.log = log;
        this.tree = tree;
    }

    /** A tile's bytes. */
    byte[] present(Tile tile) throws IOException, Found {
        return orMissing(Tiles.hashes(log, tile), Tiles.path(tile), tile);
    }

    /** The bytes of its entries. */
    byte[] presentEntries(Tile tile) throws IOException, Found {
        return orMissing(Tiles.entries(log, tile), Tiles.entriesPath(tile), tile);
    }

    private static byte[] orMissing(Optional<byte[]> bytes, String path, Tile tile) throws Found {
        if (bytes.isEmpty()) {
            throw new Found(new Finding.Missing(path, position(tile, 0)));
        }
        return bytes.get();
    }

    static Finding missing(Tile tile) {
        return new Finding.Missing(Tiles.path(tile), position(tile, 0));
    }

    /** Whether a tile has as many bytes as its width wants. */
    static boolean isWhole(Tile tile, byte[] bytes) {
        return bytes.length == tile.width() * Merkle.HASH_BYTES;
    }

    /** Ends the walk where a page's entries are not exactly those whose hashes its tile has. */
    void page(Page<?> page) throws IOException, Found {
        Tile tile = page.tile();
        List<byte[]> published = Hashes.split(page.tileBytes());
        int at = Hashes.firstDifference(page.hashes(), published);
        boolean entriesWhole = page.fault().isEmpty() && page.hashes().size() == tile.width();
        boolean tileWhole = isWhole(tile, page.tileBytes());
        if (at < 0 && entriesWhole && tileWhole) {
            return;
        }
        long first = position(tile, at < 0 ? page.hashes().size() : at);
        String path = Tiles.path(tile);
        if (entriesWhole && fits(tile, page.hashes())) {
            throw new Found(new Finding.TileChanged(first, path));
        }
        String entriesPath = Tiles.entriesPath(tile);
        if (tileWhole && fits(tile, published)) {
            String how = page.fault().orElse("its hash is not that of " + path);
            throw new Found(new Finding.EntryChanged(first, entriesPath, how));
        }
        throw new Found(new Finding.Contradiction(first, entriesPath));
    }

    /**
     * A tile above level 0 has another hash than what lies below.
     *
     * @param at which of its hashes
     */
    Finding tile(Tile tile, byte[] bytes, int at) throws IOException {
        long first = position(tile, at);
        return isWhole(tile, bytes) && fits(tile, Hashes.split(bytes))
                ? new Finding.EntriesRewritten(first, position(tile, at + 1) - 1, Tiles.path(tile))
                : new Finding.TileChanged(first, Tiles.path(tile));
    }

    private static long position(Tile tile, int at) {
        return (tile.index() * Tile.FULL + at) << tile.height();
    }

    /**
     * Whether hashes are a tile's as the tile above has it; those of a partial tile, whether they
     * and the other tiles of the right edge make the signed root.
     */
    private boolean fits(Tile tile, List<byte[]> hashes) throws IOException {
        if (tile.isPartial()) {
            return edgeFits(tile.level(), hashes);
        }
        Tile above = Tile.holding(tile.level() + 1, tile.index(), tree.size());
        List<byte[]> parents = Hashes.split(Tiles.hashes(log, above).orElse(new byte[0]));
        int at = (int) (tile.index() % Tile.FULL);
        return at < parents.size() && Arrays.equals(parents.get(at), Hashes.root(hashes));
    }

    private boolean edgeFits(int level, List<byte[]> hashes) throws IOException {
        List<List<byte[]>> edge = new ArrayList<>();
        for (int i = 0; tree.size() >> (8 * i) > 0; i++) {
            long subtrees = tree.size() >> (8 * i);
            int width = (int) (subtrees % Tile.FULL);
            if (i == level) {
                edge.add(hashes);
            } else if (width == 0) {
                edge.add(List.of());
            } else {
                Tile tile = new Tile(i, subtrees / Tile.FULL, width);
                edge.add(Hashes.split(Tiles.hashes(log, tile).orElse(new byte[0])));
            }
        }
        return Arrays.equals(Hashes.treeRoot(edge), tree.root());
    }
}
