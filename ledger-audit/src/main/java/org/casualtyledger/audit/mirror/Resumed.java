package org.casualtyledger.audit.mirror;

import java.io.IOException;
import java.util.Optional;
import org.casualtyledger.audit.published.PublishedLog;
import org.casualtyledger.events.merkle.Tile;

/**
 * A log of which full tiles that a mirror has already are not fetched again: they never change.
 * They are checked like any other.
 *
 * @param size of the tree that the mirror has. What lies within it is asked of the log alone: it is
 *     read where the two are compared
 */
record Resumed(PublishedLog from, PublishedLog kept, long size) implements PublishedLog {
    private static final String TILES = "tile/";

    @Override
    public Optional<byte[]> read(String path) throws IOException {
        if (path.startsWith(TILES)
                && Tile.parse(path.substring(TILES.length()))
                        .filter(request -> isBeyond(request.tile()))
                        .isPresent()) {
            Optional<byte[]> own = kept.read(path);
            if (own.isPresent()) {
                return own;
            }
        }
        return from.read(path);
    }

    private boolean isBeyond(Tile tile) {
        return !tile.isPartial() && (tile.index() + 1) * Tile.FULL > size >> tile.height();
    }

    @Override
    public Optional<byte[]> tallyReceipt(long position) throws IOException {
        return from.tallyReceipt(position);
    }

    @Override
    public Optional<byte[]> tallyKey() throws IOException {
        return from.tallyKey();
    }

    @Override
    public String name() {
        return from.name();
    }

    @Override
    public void close() {}
}
