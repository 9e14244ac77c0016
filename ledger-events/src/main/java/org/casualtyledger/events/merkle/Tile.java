package org.casualtyledger.events.merkle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One tile of a tree (C2SP tlog-tiles): up to 256 hashes of perfect subtrees of height {@code 8 *
 * level}, side by side.
 *
 * @param level 0 to 63; at level 0 the hashes are those of leaves
 * @param index of the tile within its level
 * @param width how many hashes it has: 256, or fewer in the rightmost tile of a level
 */
public record Tile(int level, long index, int width) {
    /** Hashes in a full tile. */
    public static final int FULL = 256;

    private static final int HIGHEST = 63;
    private static final int BITS = 8;
    private static final Pattern INDEX = Pattern.compile("((?:x[0-9]{3}/){0,5})([0-9]{3})");
    private static final Pattern PATH =
            Pattern.compile("(entries|0|[1-9][0-9]?)/([x0-9/]+?)(?:\\.p/([1-9][0-9]{0,2}))?");

    public Tile {
        if (level < 0 || level > HIGHEST || index < 0 || width < 1 || width > FULL) {
            throw new IllegalArgumentException(
                    "no tile: level " + level + ", index " + index + ", width " + width);
        }
    }

    public boolean isPartial() {
        return width < FULL;
    }

    /** The height of the subtrees whose roots it has. */
    public int height() {
        return level * BITS;
    }

    /** {@code <L>/<N>[.p/<W>]}: where its hashes are served, below {@code tile/}. */
    public String path() {
        return level + "/" + indexAndWidth();
    }

    /** {@code entries/<N>[.p/<W>]}: where the entries of a tile of level 0 are served. */
    public String entriesPath() {
        return "entries/" + indexAndWidth();
    }

    private String indexAndWidth() {
        StringBuilder path = new StringBuilder(threeDigits(index % 1000));
        for (long rest = index / 1000; rest > 0; rest /= 1000) {
            path.insert(0, "x" + threeDigits(rest % 1000) + "/");
        }
        return isPartial() ? path + ".p/" + width : path.toString();
    }

    private static String threeDigits(long n) {
        return "" + n / 100 + n / 10 % 10 + n % 10;
    }

    /**
     * A tile, or the entries of one.
     *
     * @param entries whether the entries are meant; the tile is then of level 0
     */
    public record Request(Tile tile, boolean entries) {}

    /**
     * Reads a path below {@code tile/}; empty for what is not exactly as {@link #path} or {@link
     * #entriesPath} would write it.
     */
    public static Optional<Request> parse(String path) {
        Matcher parts = PATH.matcher(path);
        if (!parts.matches()) {
            return Optional.empty();
        }
        Matcher index = INDEX.matcher(parts.group(2));
        if (!index.matches()) {
            return Optional.empty();
        }
        boolean entries = parts.group(1).equals("entries");
        int level = entries ? 0 : Integer.parseInt(parts.group(1));
        int width = parts.group(3) == null ? FULL : Integer.parseInt(parts.group(3));
        if (level > HIGHEST || parts.group(3) != null && width >= FULL) {
            return Optional.empty();
        }
        long number = Long.parseLong(index.group(1).replaceAll("[x/]", "") + index.group(2));
        Tile tile = new Tile(level, number, width);
        String written = entries ? tile.entriesPath() : tile.path();
        return written.equals(path) ? Optional.of(new Request(tile, entries)) : Optional.empty();
    }

    /** The tile of a level that holds a subtree, in a tree of this size. */
    public static Tile holding(int level, long subtree, long size) {
        long index = subtree / FULL;
        return new Tile(level, index, width(level, index, size));
    }

    private static int width(int level, long index, long size) {
        long subtrees = level * BITS >= Long.SIZE ? 0 : size >> (level * BITS);
        // Not multiplied before it is known to be small: an index comes from a URL.
        return index > subtrees / FULL ? 0 : (int) Math.min(FULL, subtrees - index * FULL);
    }

    /** All tiles of a tree, level by level, from left to right; none of an empty tree. */
    public static List<Tile> all(long size) {
        List<Tile> tiles = new ArrayList<>();
        for (int level = 0; level * BITS < Long.SIZE && size >> (level * BITS) > 0; level++) {
            long subtrees = size >> (level * BITS);
            for (long index = 0; index * FULL < subtrees; index++) {
                tiles.add(new Tile(level, index, width(level, index, size)));
            }
        }
        return tiles;
    }

    /** Whether a tree of this size has it: a full tile, or its own rightmost one. */
    public boolean isOf(long size) {
        int levelWidth = width(level, index, size);
        return levelWidth > 0 && width <= levelWidth;
    }
}
