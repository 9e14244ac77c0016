package org.casualtyledger.audit.mirror;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.casualtyledger.audit.published.DirectoryLog;
import org.casualtyledger.audit.published.Earlier;
import org.casualtyledger.audit.published.Finding;
import org.casualtyledger.audit.published.Found;
import org.casualtyledger.audit.published.Page;
import org.casualtyledger.audit.published.PublishedKey;
import org.casualtyledger.audit.published.PublishedLog;
import org.casualtyledger.audit.published.RightEdge;
import org.casualtyledger.audit.published.SignedTree;
import org.casualtyledger.audit.published.TreeWalk;
import org.casualtyledger.counting.TallyReceipt;
import org.casualtyledger.events.merkle.Tile;
import org.casualtyledger.events.note.Checkpoint;
import org.casualtyledger.events.note.SignedNote;
import org.casualtyledger.events.note.VerifierKey;

/**
 * Copies a published log into a folder that any web server can serve and {@code verify} accepts,
 * and later what has come since. Everything is hashed while it is copied. The folder's checkpoint
 * moves last, in one step, and only to a tree that begins with the one before: a fork is refused,
 * and the folder stays what it was.
 */
public final class Mirror {
    private final PublishedLog from;
    private final Path folder;
    private final Optional<VerifierKey> given;

    /**
     * @param given the log's key; without one, that which the folder was begun with; else the one
     *     that is published
     */
    public Mirror(PublishedLog from, Path folder, Optional<VerifierKey> given) {
        this.from = from;
        this.folder = folder;
        this.given = given;
    }

    /** What came of copying. */
    public sealed interface Outcome {
        /**
         * The folder has the tree.
         *
         * @param before how many events it had
         * @param trusted the published key, where it was believed on first use
         */
        record Copied(Checkpoint tree, long before, Optional<VerifierKey> trusted)
                implements Outcome {}

        /** The folder is what it was. */
        record Refused(Finding finding) implements Outcome {}
    }

    /**
     * Copies what has come since the last time. May be killed at any moment and started again.
     *
     * @param watch told the number of events that are copied
     * @throws IOException where the log cannot be read, or the folder not be written
     */
    public Outcome copy(LongConsumer watch) throws IOException {
        try (MirrorFolder files = MirrorFolder.open(folder)) {
            DirectoryLog kept = new DirectoryLog(folder);
            Optional<Checkpoint> before = Optional.empty();
            try {
                boolean begun = kept.read(PublishedLog.KEY).isPresent();
                VerifierKey key =
                        given.isPresent() ? given.get() : PublishedKey.of(begun ? kept : from);
                before = before(kept, key);
                SignedTree first = SignedTree.of(from, key);
                Receipt receipt = receipt(first.tree());
                SignedTree now = receipt.isNewerThan(first) ? SignedTree.of(from, key) : first;
                tiles(files, kept, before, now.tree(), watch);
                // The tiles are on the disk. With its checkpoint the tree becomes the mirror's; a
                // receipt is of a position in it, and so comes after.
                files.write(PublishedLog.KEY, (key + "\n").getBytes(UTF_8));
                files.write(PublishedLog.CHECKPOINT, now.note().bytes());
                receipt.write(files);
                long size = before.map(Checkpoint::size).orElse(0L);
                files.removePartials(size, now.tree().size());
                boolean trusted = given.isEmpty() && !begun;
                return new Outcome.Copied(
                        now.tree(), size, trusted ? Optional.of(key) : Optional.empty());
            } catch (Found found) {
                files.discardBeyond(before.map(Checkpoint::size).orElse(0L));
                return new Outcome.Refused(found.finding());
            }
        }
    }

    private static Optional<Checkpoint> before(DirectoryLog kept, VerifierKey key)
            throws IOException, Found {
        Optional<byte[]> note = kept.read(PublishedLog.CHECKPOINT);
        return note.isEmpty()
                ? Optional.empty()
                : Optional.of(SignedTree.read("the mirror's checkpoint", note.get(), key).tree());
    }

    private void tiles(
            MirrorFolder files,
            DirectoryLog kept,
            Optional<Checkpoint> before,
            Checkpoint tree,
            LongConsumer watch)
            throws IOException, Found {
        List<Earlier> earlier = new ArrayList<>();
        List<List<byte[]>> done = List.of();
        if (before.isPresent()) {
            earlier.add(new Earlier("the mirror's checkpoint", before.get(), Optional.of(kept)));
            done = RightEdge.of(kept, before.get());
        }
        TreeWalk.Visitor<Integer> copying =
                new TreeWalk.Visitor<>() {
                    @Override
                    public void page(Page<Integer> page) throws IOException {
                        files.writeOnce("tile/" + page.tile().entriesPath(), page.bundleBytes());
                        files.writeOnce("tile/" + page.tile().path(), page.tileBytes());
                        watch.accept(page.first() + page.tile().width());
                    }

                    @Override
                    public void tile(Tile tile, byte[] bytes) throws IOException {
                        files.writeOnce("tile/" + tile.path(), bytes);
                    }
                };
        PublishedLog resumed = new Resumed(from, kept, before.map(Checkpoint::size).orElse(0L));
        new TreeWalk<>(resumed, tree, earlier, (_, _) -> 0, copying).run(done);
    }

    /** The receipt of the tally of everything, as it was published; verified by who verifies. */
    private record Receipt(Optional<byte[]> note, Optional<byte[]> key) {

        /** The log goes on while it is copied: a receipt may be of a tree that was signed since. */
        boolean isNewerThan(SignedTree signed) {
            try {
                return note.isPresent()
                        && TallyReceipt.parse(SignedNote.parse(note.get()).text())
                                        .checkpoint()
                                        .size()
                                > signed.tree().size();
            } catch (SignedNote.NotANote e) {
                return false;
            }
        }

        void write(MirrorFolder files) throws IOException {
            if (note.isPresent() && key.isPresent()) {
                files.write(DirectoryLog.TALLY_KEY, key.get());
                files.write(DirectoryLog.TALLY_RECEIPT, note.get());
            }
        }
    }

    private Receipt receipt(Checkpoint tree) throws IOException {
        return tree.size() == 0
                ? new Receipt(Optional.empty(), Optional.empty())
                : new Receipt(from.tallyReceipt(tree.size() - 1), from.tallyKey());
    }
}
