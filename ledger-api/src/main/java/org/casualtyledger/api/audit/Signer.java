package org.casualtyledger.api.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.casualtyledger.api.lease.Lease;
import org.casualtyledger.events.note.Checkpoint;
import org.casualtyledger.events.note.SignedNote;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs what was committed, after it has read it again. One round: compare with the journal, read
 * what is new, compare with what was signed; then whoever holds the lease journals the new tree on
 * its own volume and signs it. Every other instance reads and journals just the same, so that each
 * can take over.
 *
 * <p><b>Crash</b> before the journal's line is on the disk: nothing was signed. Between that line
 * and the stored note: the next round finds a journal ahead of the notes, with rows that have the
 * journaled root, and signs that tree. A database that lost what the journal has (a restored
 * backup), or has it otherwise, is held: no append and no signature from then on, until {@code
 * ledger recover}.
 *
 * <p>Trusted: this process, its key, its journal. Not trusted: every row of the database.
 */
final class Signer {
    private static final Logger LOG = LoggerFactory.getLogger(Signer.class);

    private final LogKey key;
    private final StoredLeaves leaves;
    private final Checkpoints checkpoints;
    private final Lease lease;
    private final Path journalFile;
    private Rereading reading;
    private Optional<CheckpointJournal> journal = Optional.empty();
    private volatile Standing standing = new Standing(0, 0, Optional.empty());

    /**
     * How it stands.
     *
     * @param read how many events were read and found to be what was signed, where anything was
     * @param scrubbed how far the second reading of old rows has come
     * @param held why nothing is signed
     */
    record Standing(long read, long scrubbed, Optional<String> held) {}

    Signer(
            LogKey key,
            StoredLeaves leaves,
            Checkpoints checkpoints,
            Lease lease,
            Path journalFile) {
        this.key = key;
        this.leaves = leaves;
        this.checkpoints = checkpoints;
        this.lease = lease;
        this.journalFile = journalFile;
        this.reading = new Rereading(leaves);
    }

    Standing standing() {
        return standing;
    }

    /**
     * Opens the journal, and compares the log's size with it: before anything is appended.
     *
     * @throws IOException where the journal cannot be read
     */
    synchronized void open() throws IOException, SQLException {
        if (Files.exists(journalFile)) {
            journal = Optional.of(CheckpointJournal.open(journalFile));
        } else if (checkpoints.latest().isEmpty() && leaves.end().size() == 0) {
            journal = Optional.of(CheckpointJournal.create(journalFile));
        }
        StoredLeaves.End end = leaves.end();
        Optional<String> fault = end.held().or(() -> faultOf(end));
        if (fault.isPresent()) {
            hold(fault.get());
        }
    }

    /** Whether nobody here knows what was signed. */
    synchronized boolean hasLostItsJournal() {
        return journal.isEmpty();
    }

    private Optional<String> faultOf(StoredLeaves.End end) {
        if (journal.isEmpty()) {
            return Optional.of(
                    "the journal of checkpoints is missing, so nobody here knows what was signed");
        }
        return journal.get()
                .last()
                .filter(signed -> end.size() < signed.size())
                .map(
                        signed ->
                                "the log has %d events, and %d were signed: the database is older than the journal"
                                        .formatted(end.size(), signed.size()));
    }

    /**
     * One round; signs if there is anything new to sign.
     *
     * @return the checkpoint that was signed
     */
    synchronized Optional<Checkpoints.Stored> round() throws SQLException, IOException {
        if (standing.held().isPresent() || journal.isEmpty()) {
            return Optional.empty();
        }
        StoredLeaves.End end = leaves.end();
        Optional<String> fault = end.held().or(() -> faultOf(end));
        Optional<Checkpoints.Stored> stored = Optional.empty();
        if (fault.isEmpty()) {
            fault = reachJournal();
        }
        if (fault.isEmpty()) {
            stored = checkpoints.latest();
            fault = stored.isPresent() ? reach(stored.get(), end) : Optional.empty();
        }
        if (fault.isEmpty()) {
            fault = reading.scrub();
        }
        if (fault.isPresent()) {
            hold(fault.get());
            return Optional.empty();
        }
        Optional<Checkpoints.Stored> signed = signUnderLease(stored, end);
        stand(standing.held());
        return signed;
    }

    /** What was journaled must still be there. */
    private Optional<String> reachJournal() throws SQLException {
        Optional<CheckpointJournal.Tree> signed = journal().last();
        if (signed.isEmpty() || reading.tree().size() >= signed.get().size()) {
            return Optional.empty();
        }
        Optional<String> fault = reading.growTo(signed.get().size());
        return fault.isPresent() || signed.get().hasRoot(reading.tree().root())
                ? fault
                : Optional.of(otherRoot(signed.get().size()));
    }

    /** What another instance has signed must be what we read; then it is in our journal too. */
    private Optional<String> reach(Checkpoints.Stored stored, StoredLeaves.End end)
            throws SQLException, IOException {
        reading.stored(stored.size());
        long journaled = journal().last().map(CheckpointJournal.Tree::size).orElse(-1L);
        if (stored.size() <= journaled) {
            return Optional.empty();
        }
        if (!isOurs(stored)) {
            return Optional.of(notOurs(stored));
        }
        if (end.size() < stored.size()) {
            return Optional.of(
                    "the log has %d events, and %d were signed"
                            .formatted(end.size(), stored.size()));
        }
        Optional<String> fault = reading.growTo(stored.size());
        if (fault.isPresent()) {
            return fault;
        }
        // Ours may be further on, after a crash between journal and note; then its own line is the
        // judge.
        if (reading.tree().size() == stored.size()
                && !Arrays.equals(reading.tree().root(), stored.root())) {
            return Optional.of(otherRoot(stored.size()));
        }
        journal().append(new CheckpointJournal.Tree(stored.size(), stored.root()));
        return Optional.empty();
    }

    private String notOurs(Checkpoints.Stored stored) {
        return "the checkpoint that is stored for %d events is not signed by %s"
                .formatted(stored.size(), key.origin());
    }

    /** Whether our own key signed it, for what it is stored as. */
    boolean isOurs(Checkpoints.Stored stored) {
        try {
            SignedNote note = SignedNote.parse(stored.note().getBytes(StandardCharsets.UTF_8));
            note.verifiedBy(List.of(key.key().verifier()));
            return Checkpoint.parse(note.text())
                    .equals(new Checkpoint(key.origin(), stored.size(), stored.root()));
        } catch (SignedNote.NotANote e) {
            return false;
        }
    }

    private Optional<Checkpoints.Stored> signUnderLease(
            Optional<Checkpoints.Stored> stored, StoredLeaves.End end)
            throws SQLException, IOException {
        long signedSize = stored.map(Checkpoints.Stored::size).orElse(-1L);
        if (end.size() <= signedSize) {
            return Optional.empty();
        }
        OptionalLong epoch = lease.take();
        if (epoch.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> fault = reading.growTo(end.size());
        if (fault.isEmpty()
                && reading.tree().size() == end.size()
                && !Arrays.equals(reading.tree().root(), end.root())) {
            fault =
                    Optional.of(
                            "the tree of the %d events is not the one that was committed"
                                    .formatted(end.size()));
        }
        if (fault.isPresent()) {
            hold(fault.get());
            return Optional.empty();
        }
        return sign(epoch.getAsLong());
    }

    /** THE COMMIT POINT of a checkpoint is the journal's line. */
    private Optional<Checkpoints.Stored> sign(long epoch) throws SQLException, IOException {
        long size = reading.tree().size();
        byte[] root = reading.tree().root();
        journal().append(new CheckpointJournal.Tree(size, root));
        String text = new Checkpoint(key.origin(), size, root).text();
        SignedNote note = new SignedNote(text, List.of(key.key().sign(text)));
        Checkpoints.Stored signed =
                new Checkpoints.Stored(
                        size,
                        root,
                        Instant.now(),
                        new String(note.bytes(), StandardCharsets.UTF_8));
        if (!checkpoints.store(lease, epoch, signed, reading.fresh())) {
            return Optional.empty(); // somebody else signs now
        }
        reading.stored(size);
        return Optional.of(signed);
    }

    private String otherRoot(long size) throws SQLException {
        return "the tree of the first %d events is not the one that was signed%s"
                .formatted(
                        size,
                        checkpoints
                                .firstOtherTile(reading.tree())
                                .map(tile -> ": " + Rereading.between(tile))
                                .orElse(""));
    }

    private CheckpointJournal journal() {
        return journal.orElseThrow();
    }

    private void hold(String reason) throws SQLException {
        LOG.error("the log is held: {}", reason);
        stand(Optional.of(reason)); // first: even if the database cannot be told
        checkpoints.hold(reason);
    }

    private void stand(Optional<String> held) {
        standing = new Standing(reading.tree().size(), reading.scrubbed(), held);
    }

    /**
     * Begins anew with what the operator trusts: reads all of it, and lets appends in again if it
     * is what the journal has.
     *
     * @param trusted a tree to trust where the journal is missing; otherwise the journal's own
     * @return why the log is still held
     */
    synchronized Optional<String> begin(Optional<CheckpointJournal.Tree> trusted)
            throws SQLException, IOException {
        if (journal.isEmpty() && trusted.isEmpty()) {
            return standing.held();
        }
        reading = new Rereading(leaves);
        CheckpointJournal.Tree tree =
                trusted.or(() -> journal().last())
                        .orElse(new CheckpointJournal.Tree(0, reading.tree().root()));
        Optional<String> fault = reading.growTo(tree.size());
        if (fault.isEmpty() && !tree.hasRoot(reading.tree().root())) {
            fault = Optional.of(otherRoot(tree.size()));
        }
        if (fault.isEmpty()) {
            fault = checkpoints.latest().filter(stored -> !isOurs(stored)).map(this::notOurs);
        }
        if (fault.isPresent()) {
            hold(fault.get());
            return fault;
        }
        if (journal.isEmpty()) {
            journal = Optional.of(CheckpointJournal.create(journalFile));
        }
        if (tree.size() > journal().last().map(CheckpointJournal.Tree::size).orElse(-1L)) {
            journal().append(tree);
        }
        checkpoints.release();
        stand(Optional.empty());
        return Optional.empty();
    }

    /** What was signed last, by our own memory of it. */
    synchronized Optional<CheckpointJournal.Tree> signed() {
        return journal.flatMap(CheckpointJournal::last);
    }

    synchronized void close() throws IOException, SQLException {
        lease.giveBack();
        if (journal.isPresent()) {
            journal.get().close();
        }
        journal = Optional.empty();
    }
}
