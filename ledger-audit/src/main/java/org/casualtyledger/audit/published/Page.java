package org.casualtyledger.audit.published;

import java.util.List;
import java.util.Optional;
import org.casualtyledger.events.merkle.Tile;

/**
 * One tile of level 0 and its entries, as they were published.
 *
 * @param tile which; its width is the number of entries that there must be
 * @param bundleBytes the entries as they were published
 * @param tileBytes the hashes as they were published
 * @param entries the leaf data of those that could be read
 * @param fault why there are not as many as the tile is wide, or bytes after the last
 * @param hashes of the entries: computed from them
 * @param work what the walk's own function made of the entries
 */
public record Page<T>(
        Tile tile,
        byte[] bundleBytes,
        byte[] tileBytes,
        List<byte[]> entries,
        Optional<String> fault,
        List<byte[]> hashes,
        T work) {
    /** The position of its first entry. */
    public long first() {
        return tile.index() * Tile.FULL;
    }
}
