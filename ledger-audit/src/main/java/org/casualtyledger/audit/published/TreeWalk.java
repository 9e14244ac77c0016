package org.casualtyledger.audit.published;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.casualtyledger.events.merkle.EntryBundle;
import org.casualtyledger.events.merkle.Tile;
import org.casualtyledger.events.note.Checkpoint;

/**
 * Reads a published tree from left to right, every entry and every tile of every level, and ends at
 * the first that does not fit the signed root. Pages are read and hashed by several threads, and
 * judged in order by one. Memory: some pages, however long the log.
 *
 * @param <T> what the caller's function makes of a page's entries
 */
public final class TreeWalk<T> {
    /**
     * At least so many readers, since one over a network mostly waits. Each holds at most two pages
     * of a megabyte or so.
     */
    private static final int LEAST_READERS = 4;

    /** What is made of a page's entries, on the readers' threads, before they are compared. */
    @FunctionalInterface
    public interface Work<T> {
        /**
         * @param first position of the first entry
         */
        T of(long first, List<byte[]> entries);
    }

    /** Who is told of what fits, in order. */
    public interface Visitor<T> {
        /** Entries that are those of their tile, and a full tile that is that of the one above. */
        void page(Page<T> page) throws IOException, Found;

        /**
         * A tile above level 0 whose hashes are those of what lies below; its last page is yet to
         * come.
         */
        default void tile(Tile tile, byte[] bytes) throws IOException, Found {}
    }

    private final PublishedLog log;
    private final Checkpoint tree;
    private final List<Earlier> earlier;
    private final Work<T> work;
    private final Visitor<T> visitor;
    private final Judge judge;

    /** By level; of level 0 the last, partial page alone. */
    private final List<Level> levels = new ArrayList<>();

    /** The first tile above level 0 that is not published. */
    private Optional<Finding> missing = Optional.empty();

    /**
     * @param tree that the log's key signed for
     * @param earlier trees that this one must begin with
     */
    public TreeWalk(
            PublishedLog log,
            Checkpoint tree,
            List<Earlier> earlier,
            Work<T> work,
            Visitor<T> visitor) {
        this.log = log;
        this.tree = tree;
        this.earlier = List.copyOf(earlier);
        this.work = work;
        this.visitor = visitor;
        this.judge = new Judge(log, tree);
        for (int level = 0; level == 0 || tree.size() >> (8 * level) > 0; level++) {
            levels.add(new Level(level));
        }
    }

    /** The tile that is being filled, of one level. */
    private final class Level {
        private final int level;
        private final List<byte[]> computed = new ArrayList<>();
        private long index;
        private Optional<byte[]> published = Optional.empty();
        private List<byte[]> hashes = List.of();

        Level(int level) {
            this.level = level;
        }

        private Tile tile() {
            return Tile.holding(level, index * Tile.FULL, tree.size());
        }

        void add(byte[] hash) throws IOException, Found {
            if (computed.isEmpty()) {
                load();
            }
            int at = computed.size();
            computed.add(hash);
            if (published.isPresent()
                    && (at >= hashes.size() || !Arrays.equals(hashes.get(at), hash))) {
                throw new Found(judge.tile(tile(), published.get(), at));
            }
            if (computed.size() == Tile.FULL) {
                byte[] root = Hashes.root(computed);
                complete();
                computed.clear();
                index++;
                levels.get(level + 1).add(root);
            }
        }

        /** A tile that is not there hides no entry: what is below may have an earlier fault. */
        private void load() throws IOException {
            published = Tiles.hashes(log, tile());
            hashes = published.map(Hashes::split).orElse(List.of());
            if (published.isEmpty() && missing.isEmpty()) {
                missing = Optional.of(Judge.missing(tile()));
            }
        }

        void complete() throws IOException, Found {
            if (published.isPresent()) {
                if (!Judge.isWhole(tile(), published.get())) {
                    throw new Found(judge.tile(tile(), published.get(), computed.size() - 1));
                }
                visitor.tile(tile(), published.get());
            }
        }
    }

    /** Walks the whole tree. */
    public void run() throws IOException, Found {
        run(List.of());
    }

    /**
     * Walks on from where an earlier walk ended.
     *
     * @param done of each level above 0, from 1 upwards, the hashes left of the start in the tile
     *     in which the walk starts; together they say the start, at the first entry of a page
     * @throws Found also where these are not those of this tree
     */
    public void run(List<List<byte[]>> done) throws IOException, Found {
        for (Earlier one : earlier) {
            if (one.tree().size() > tree.size()) {
                throw new Found(new Finding.RolledBack(tree.size(), one.tree().size(), one.name()));
            }
        }
        long start = resume(done);
        requireEarlier(start * Tile.FULL, List.of());
        pages(start);
        end();
    }

    /**
     * Puts what an earlier walk left.
     *
     * @return the index of the page to go on with
     */
    private long resume(List<List<byte[]>> done) throws IOException, Found {
        long start = 0;
        try {
            for (int level = done.size(); level >= 1; level--) {
                levels.get(level).index = start;
                start = start * Tile.FULL + done.get(level - 1).size();
                for (byte[] hash : done.get(level - 1)) {
                    levels.get(level).add(hash);
                }
            }
            return start;
        } catch (Found found) {
            for (Earlier one : earlier) {
                OptionalLong position = difference(one);
                if (position.isPresent()) {
                    throw new Found(new Finding.Forked(position, one.tree().size(), one.name()));
                }
            }
            throw found; // the tile alone is wrong, and what lies below is what it was
        }
    }

    private void pages(long start) throws IOException, Found {
        int readers = Math.max(LEAST_READERS, Runtime.getRuntime().availableProcessors());
        long pages = (tree.size() + Tile.FULL - 1) / Tile.FULL;
        Queue<Future<Page<T>>> ahead = new ArrayDeque<>();
        ExecutorService pool =
                Executors.newFixedThreadPool(readers, Thread.ofPlatform().daemon().factory());
        try {
            long next = start;
            for (long page = start; page < pages; page++) {
                while (next < pages && ahead.size() < 2 * readers) {
                    Tile tile = Tile.holding(0, next++ * Tile.FULL, tree.size());
                    ahead.add(pool.submit(() -> read(tile)));
                }
                accept(await(ahead.remove()));
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static <T> T await(Future<T> future) throws IOException, Found {
        try {
            return future.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException io -> throw new IOException(io.getMessage(), io);
                case Found found -> throw found;
                case null, default -> throw new IllegalStateException(e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private Page<T> read(Tile tile) throws IOException, Found {
        byte[] bundleBytes = judge.presentEntries(tile);
        byte[] tileBytes = judge.present(tile);
        EntryBundle bundle = EntryBundle.split(bundleBytes, tile.width());
        return new Page<>(
                tile,
                bundleBytes,
                tileBytes,
                bundle.entries(),
                bundle.fault(),
                Hashes.leaves(bundle.entries()),
                work.of(tile.index() * Tile.FULL, bundle.entries()));
    }

    private void accept(Page<T> page) throws IOException, Found {
        judge.page(page);
        for (Earlier one : earlier) {
            long inside = one.tree().size() - page.first();
            if (inside > 0 && inside <= page.tile().width()) {
                requireEarlier(one.tree().size(), page.hashes().subList(0, (int) inside));
            }
        }
        // Climbed with before it is shown: of entries that were rewritten with their tile, that is
        // what is wrong, and not what became of one of them.
        if (page.tile().isPartial()) {
            levels.getFirst().computed.addAll(page.hashes());
        } else {
            levels.get(1).add(Hashes.root(page.hashes()));
        }
        visitor.page(page);
    }

    private void requireEarlier(long size, List<byte[]> leaves) throws IOException, Found {
        for (Earlier one : earlier) {
            if (one.tree().size() == size
                    && !Arrays.equals(one.tree().root(), Hashes.treeRoot(edge(leaves)))) {
                throw new Found(new Finding.Forked(difference(one), size, one.name()));
            }
        }
    }

    /** The tree's right edge, with these leaves after what was climbed with already. */
    private List<List<byte[]>> edge(List<byte[]> leaves) {
        List<List<byte[]>> edge = new ArrayList<>();
        edge.add(leaves);
        levels.stream().skip(1).forEach(level -> edge.add(level.computed));
        return edge;
    }

    /** The first position at which the tiles of an earlier tree are others than this log's. */
    private OptionalLong difference(Earlier one) throws IOException {
        if (one.tiles().isEmpty()) {
            return OptionalLong.empty();
        }
        for (long first = 0; first < one.tree().size(); first += Tile.FULL) {
            Tile tile = Tile.holding(0, first, one.tree().size());
            Optional<byte[]> before = Tiles.hashes(one.tiles().get(), tile);
            Tile here = Tile.holding(0, first, tree.size());
            Optional<byte[]> now = Tiles.hashes(log, here);
            if (before.isEmpty() || now.isEmpty()) {
                return OptionalLong.empty();
            }
            int at =
                    Hashes.firstDifference(
                            Hashes.split(before.get()),
                            Hashes.split(now.get()).subList(0, tile.width()));
            if (at >= 0) {
                return OptionalLong.of(first + at);
            }
        }
        return OptionalLong.empty();
    }

    private void end() throws IOException, Found {
        for (Level level : levels.subList(1, levels.size())) {
            if (!level.computed.isEmpty()) {
                level.complete();
            }
        }
        byte[] root = Hashes.treeRoot(edge(levels.getFirst().computed));
        if (!Arrays.equals(root, tree.root())) {
            throw new Found(new Finding.RootDiffers(tree.size(), tree.root(), root));
        }
        if (missing.isPresent()) {
            throw new Found(missing.get());
        }
    }
}
