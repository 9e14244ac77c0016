package org.casualtyledger.audit.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.casualtyledger.audit.MemoryLog;
import org.casualtyledger.audit.Publisher;
import org.casualtyledger.audit.published.PublishedLog;
import org.casualtyledger.events.merkle.Merkle;
import org.casualtyledger.events.merkle.Tile;
import org.casualtyledger.events.note.SignedNote;
import org.casualtyledger.events.note.SigningKey;
import org.casualtyledger.events.note.VerifierKey;

/**
 * One change to a published log, laid over it.
 *
 * @param position which must be named; empty where the change is at none
 * @param last where a range is the best that can be said, its last position, else the same
 */
record Tampering(Kind kind, MemoryLog log, OptionalLong position, OptionalLong last) {

    enum Kind {
        BIT_IN_A_LEAF,
        BIT_IN_A_LENGTH,
        ENTRIES_SWAPPED,
        ENTRY_REMOVED,
        ENTRY_ADDED,
        ENTRY_REWRITTEN_WITH_ITS_TILE,
        TAIL_TRUNCATED,
        TAIL_TRUNCATED_AND_CHECKPOINT_FORGED,
        ROLLED_BACK,
        FORKED,
        BIT_IN_A_TILE,
        BIT_IN_THE_CHECKPOINT
    }

    /** Makes changes to one log, from a seed. */
    static final class Hand {
        private final Publisher publisher;
        private final PublishedLog base;
        private final int size;
        private final Random random;

        Hand(Publisher publisher, PublishedLog base, Random random) {
            this.publisher = publisher;
            this.base = base;
            this.size = publisher.leaves().size();
            this.random = random;
        }

        Tampering next(Kind kind) throws Exception {
            MemoryLog log = MemoryLog.over(base);
            int p = random.nextInt(size);
            Tile tile = Tile.holding(0, p, size);
            int first = (int) tile.index() * Tile.FULL;
            return switch (kind) {
                case BIT_IN_A_LEAF -> entry(log, kind, p, flipped(publisher.leaves().get(p)));
                case BIT_IN_A_LENGTH -> {
                    int at = 0;
                    for (byte[] leaf : publisher.leaves().subList(first, p)) {
                        at += 2 + leaf.length;
                    }
                    byte[] bundle = publisher.bundle(tile);
                    bundle[at + random.nextInt(2)] ^= (byte) (1 << random.nextInt(8));
                    log.put("tile/" + tile.entriesPath(), bundle);
                    yield at(kind, log, p);
                }
                case ENTRIES_SWAPPED -> {
                    if (tile.width() == 1) {
                        yield next(kind);
                    }
                    int other = first + random.nextInt(tile.width());
                    int one = other == p ? first + (p + 1 - first) % tile.width() : p;
                    List<byte[]> page = page(tile);
                    page.set(one - first, publisher.leaves().get(other));
                    page.set(other - first, publisher.leaves().get(one));
                    log.put("tile/" + tile.entriesPath(), Publisher.bundle(page));
                    yield at(kind, log, Math.min(one, other));
                }
                case ENTRY_REMOVED -> {
                    List<byte[]> page = page(tile);
                    page.remove(p - first);
                    log.put("tile/" + tile.entriesPath(), Publisher.bundle(page));
                    yield at(kind, log, p);
                }
                case ENTRY_ADDED -> {
                    List<byte[]> page = page(tile);
                    page.add(p - first, flipped(publisher.leaves().get(p)));
                    log.put("tile/" + tile.entriesPath(), Publisher.bundle(page));
                    yield at(kind, log, p);
                }
                case ENTRY_REWRITTEN_WITH_ITS_TILE -> rewritten(log, random.nextInt(size & ~255));
                case TAIL_TRUNCATED -> {
                    truncate(log, tile.index());
                    yield at(kind, log, first);
                }
                case TAIL_TRUNCATED_AND_CHECKPOINT_FORGED -> {
                    truncate(log, tile.index());
                    SigningKey forger = SigningKey.generate(Publisher.ORIGIN, VerifierKey.ED25519);
                    String text = publisher.tree(p).text();
                    log.put("checkpoint", new SignedNote(text, List.of(forger.sign(text))).bytes());
                    yield nowhere(kind, log);
                }
                case ROLLED_BACK -> {
                    log.put("checkpoint", publisher.checkpoint(p));
                    for (Tile edge : Tile.all(p)) {
                        if (edge.isPartial()) {
                            log.put("tile/" + edge.path(), publisher.tile(edge));
                        }
                    }
                    yield at(kind, log, p);
                }
                case FORKED -> {
                    Publisher forked = publisher.with(p, flipped(publisher.leaves().get(p)));
                    path(log, forked, p);
                    log.put("checkpoint", forked.checkpoint(size));
                    yield at(kind, log, p);
                }
                case BIT_IN_A_TILE -> bitInATile(log);
                case BIT_IN_THE_CHECKPOINT ->
                        nowhere(kind, log.put("checkpoint", flipped(publisher.checkpoint(size))));
            };
        }

        private static Tampering at(Kind kind, MemoryLog log, long position) {
            return new Tampering(kind, log, OptionalLong.of(position), OptionalLong.of(position));
        }

        private static Tampering nowhere(Kind kind, MemoryLog log) {
            return new Tampering(kind, log, OptionalLong.empty(), OptionalLong.empty());
        }

        private Tampering entry(MemoryLog log, Kind kind, int p, byte[] leaf) {
            Tile tile = Tile.holding(0, p, size);
            List<byte[]> page = page(tile);
            page.set(p % Tile.FULL, leaf);
            return at(kind, log.put("tile/" + tile.entriesPath(), Publisher.bundle(page)), p);
        }

        private Tampering rewritten(MemoryLog log, int p) {
            Tile tile = Tile.holding(0, p, size);
            Publisher changed = publisher.with(p, flipped(publisher.leaves().get(p)));
            log.put("tile/" + tile.entriesPath(), changed.bundle(tile));
            log.put("tile/" + tile.path(), changed.tile(tile));
            long first = tile.index() * Tile.FULL;
            return new Tampering(
                    Kind.ENTRY_REWRITTEN_WITH_ITS_TILE,
                    log,
                    OptionalLong.of(first),
                    OptionalLong.of(first + Tile.FULL - 1));
        }

        /**
         * Every tile of every level is as likely; the few above level 0 are drawn half the time.
         */
        private Tampering bitInATile(MemoryLog log) {
            List<Tile> all = new ArrayList<>(Tile.all(size));
            if (random.nextBoolean()) {
                all.removeIf(tile -> tile.level() == 0);
            }
            Tile tile = all.get(random.nextInt(all.size()));
            byte[] bytes = publisher.tile(tile);
            int bit = random.nextInt(bytes.length * 8);
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            long subtree = tile.index() * Tile.FULL + bit / 8 / Merkle.HASH_BYTES;
            return at(
                    Kind.BIT_IN_A_TILE,
                    log.put("tile/" + tile.path(), bytes),
                    subtree << tile.height());
        }

        /** Publishes everything that a changed leaf changes. */
        private void path(MemoryLog log, Publisher forked, int p) {
            Tile page = Tile.holding(0, p, size);
            log.put("tile/" + page.entriesPath(), forked.bundle(page));
            for (Tile tile : Tile.all(size)) {
                if (tile.index() == (long) p >> (tile.height() + 8)) {
                    log.put("tile/" + tile.path(), forked.tile(tile));
                }
            }
        }

        private void truncate(MemoryLog log, long from) {
            for (Tile tile : Tile.all(size)) {
                if (tile.level() == 0 && tile.index() >= from) {
                    log.remove("tile/" + tile.path()).remove("tile/" + tile.entriesPath());
                } else if (tile.level() > 0 && tile.isPartial()) {
                    log.remove("tile/" + tile.path());
                }
            }
        }

        private List<byte[]> page(Tile tile) {
            int first = (int) tile.index() * Tile.FULL;
            return new ArrayList<>(publisher.leaves().subList(first, first + tile.width()));
        }

        byte[] flipped(byte[] bytes) {
            byte[] changed = Arrays.copyOf(bytes, bytes.length);
            changed[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            return changed;
        }
    }
}
