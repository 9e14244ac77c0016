package org.casualtyledger.audit.published;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.casualtyledger.events.merkle.EntryBundle;
import org.casualtyledger.events.merkle.Merkle;
import org.casualtyledger.events.merkle.Tile;

/**
 * Reads tiles and bundles. A publisher may drop a partial one when the full one is there (C2SP
 * tlog-tiles): its start is then the partial one.
 */
final class Tiles {
    private Tiles() {}

    static Optional<byte[]> hashes(PublishedLog log, Tile tile) throws IOException {
        Optional<byte[]> own = log.read(path(tile));
        if (own.isPresent() || !tile.isPartial()) {
            return own;
        }
        int bytes = tile.width() * Merkle.HASH_BYTES;
        return log.read(path(full(tile)))
                .filter(full -> full.length >= bytes)
                .map(full -> Arrays.copyOf(full, bytes));
    }

    static Optional<byte[]> entries(PublishedLog log, Tile tile) throws IOException {
        Optional<byte[]> own = log.read(entriesPath(tile));
        if (own.isPresent() || !tile.isPartial()) {
            return own;
        }
        return log.read(entriesPath(full(tile))).map(full -> start(full, tile.width()));
    }

    /** The first so many entries of a bundle; all of one that has fewer. */
    private static byte[] start(byte[] bundle, int width) {
        List<byte[]> first = EntryBundle.split(bundle, width).entries();
        return first.size() == width ? EntryBundle.join(first) : bundle;
    }

    static String path(Tile tile) {
        return "tile/" + tile.path();
    }

    static String entriesPath(Tile tile) {
        return "tile/" + tile.entriesPath();
    }

    private static Tile full(Tile tile) {
        return new Tile(tile.level(), tile.index(), Tile.FULL);
    }
}
