package org.casualtyledger.audit.proofs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.casualtyledger.events.merkle.Frontier;
import org.casualtyledger.events.merkle.Merkle;
import org.casualtyledger.events.merkle.Subtrees;
import org.casualtyledger.events.merkle.Tile;

/**
 * The tree whose tiles lie in a folder (C2SP tlog-tiles). Nothing is verified: a proof that is made
 * from a wrong tile proves nothing. For one thread.
 */
final class MirroredTree implements Subtrees {
    private static final int TILE_HEIGHT = 8;

    /** Tiles kept: 2 MiB of them; each proof reads one of every level. */
    private static final int MOST_KEPT = 256;

    private final Path tiles;
    private final long size;
    private final Map<Tile, byte[]> kept = new LinkedHashMap<>(MOST_KEPT, 0.75f, true);

    /**
     * @param tiles the folder {@code tile} of a mirror
     */
    MirroredTree(Path tiles, long size) {
        this.tiles = tiles;
        this.size = size;
    }

    @Override
    public byte[] root(int height, long index) {
        int level = height / TILE_HEIGHT;
        int above = height % TILE_HEIGHT;
        long first = index << above;
        Tile tile = Tile.holding(level, first, size);
        byte[] hashes = hashes(tile);
        List<byte[]> subtrees = new ArrayList<>();
        int from = (int) (first % Tile.FULL);
        for (int i = from; i < from + (1 << above); i++) {
            subtrees.add(
                    Arrays.copyOfRange(hashes, i * Merkle.HASH_BYTES, (i + 1) * Merkle.HASH_BYTES));
        }
        return Frontier.empty().append(subtrees).root();
    }

    private byte[] hashes(Tile tile) {
        byte[] hashes = kept.computeIfAbsent(tile, this::read);
        if (kept.size() > MOST_KEPT) {
            kept.remove(kept.keySet().iterator().next());
        }
        return hashes;
    }

    private byte[] read(Tile tile) {
        Path file = tiles.resolve(tile.path());
        try {
            byte[] hashes = Files.readAllBytes(file);
            if (hashes.length != tile.width() * Merkle.HASH_BYTES) {
                throw new IOException(file + " has " + hashes.length + " bytes");
            }
            return hashes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
