package org.casualtyledger.api.audit;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.casualtyledger.events.merkle.Merkle;
import org.casualtyledger.events.note.Checkpoint;
import org.casualtyledger.events.note.SignedNote;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what was signed to the witnesses and keeps their cosignatures with it. While they are asked
 * more may be signed: then the latest is sent next, and what lies between is not. Signing never
 * waits for a witness.
 */
final class Cosigning implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Cosigning.class);

    private final Witnesses witnesses;
    private final Checkpoints checkpoints;
    private final SignedTree tree;
    private final ExecutorService asking =
            Executors.newSingleThreadExecutor(
                    Thread.ofVirtual().name("ledger-cosigning").factory());
    private final AtomicReference<Optional<Checkpoints.Stored>> next =
            new AtomicReference<>(Optional.empty());
    private final LogKey key;
    private volatile List<WitnessAnswer> answers = List.of();
    private volatile List<LastCosigned> seen = List.of();

    Cosigning(Witnesses witnesses, Checkpoints checkpoints, SignedTree tree, LogKey key) {
        this.key = key;
        this.witnesses = witnesses;
        this.checkpoints = checkpoints;
        this.tree = tree;
    }

    /** What each witness that was asked said last. */
    List<WitnessAnswer> answers() {
        return answers;
    }

    /** What each witness had cosigned when this log had lost its journal; empty if it never had. */
    List<LastCosigned> seen() {
        return seen;
    }

    /** The names of all witnesses, asked or not. */
    List<String> witnesses() {
        return witnesses.names();
    }

    /** To be sent, soon; does not wait. */
    void signed(Checkpoints.Stored checkpoint) {
        if (!witnesses.isEmpty() && next.getAndSet(Optional.of(checkpoint)).isEmpty()) {
            asking.execute(this::askForNext);
        }
    }

    private void askForNext() {
        try {
            next.getAndSet(Optional.empty()).ifPresent(this::ask);
        } catch (RuntimeException e) {
            LOG.warn("witnesses could not be asked; the next checkpoint asks them again", e);
        }
    }

    private void ask(Checkpoints.Stored checkpoint) {
        SignedNote note = SignedTree.note(checkpoint);
        List<WitnessAnswer> said = witnesses.cosign(note, tree::subtree);
        SignedNote cosigned = note;
        for (WitnessAnswer answer : said) {
            switch (answer) {
                case WitnessAnswer.Cosigned yes -> cosigned = cosigned.with(yes.line());
                case WitnessAnswer.Missing no ->
                        LOG.warn("no cosignature: {} {}", no.witness(), no.fault());
                case WitnessAnswer.Contradicted no ->
                        LOG.error("A WITNESS CONTRADICTS: {} {}", no.witness(), no.fault());
            }
        }
        answers = said;
        try {
            checkpoints.cosigned(
                    checkpoint.size(), new String(cosigned.bytes(), StandardCharsets.UTF_8));
        } catch (SQLException e) {
            LOG.warn("cosignatures could not be stored; the next checkpoint asks again", e);
        }
    }

    /**
     * The tree that the witnesses vouch for, for a log that lost its own memory: the latest that is
     * stored, if a witness cosigns that it follows from what it has seen, and none says otherwise.
     * What each has seen is kept, for the operator who has to name a size where none vouches.
     */
    Optional<CheckpointJournal.Tree> vouchedFor() throws SQLException {
        if (witnesses.isEmpty()) {
            return Optional.empty();
        }
        // Signing the empty tree says nothing: every history follows from it.
        String empty = new Checkpoint(key.origin(), 0, Merkle.emptyRoot()).text();
        seen = witnesses.lastCosigned(new SignedNote(empty, List.of(key.key().sign(empty))));
        Optional<Checkpoints.Stored> stored = checkpoints.latest();
        if (stored.isEmpty()) {
            return Optional.empty();
        }
        answers = witnesses.cosign(SignedTree.note(stored.get()), tree::subtree);
        boolean vouched = answers.stream().anyMatch(WitnessAnswer.Cosigned.class::isInstance);
        boolean contradicted =
                answers.stream().anyMatch(WitnessAnswer.Contradicted.class::isInstance);
        return vouched && !contradicted
                ? Optional.of(new CheckpointJournal.Tree(stored.get().size(), stored.get().root()))
                : Optional.empty();
    }

    @Override
    public void close() {
        asking.shutdownNow();
        witnesses.close();
    }
}
