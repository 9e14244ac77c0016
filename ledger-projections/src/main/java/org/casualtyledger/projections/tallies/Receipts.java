package org.casualtyledger.projections.tallies;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.casualtyledger.counting.Methodology;
import org.casualtyledger.counting.TallyReceipt;
import org.casualtyledger.edge.Problem;
import org.casualtyledger.events.note.Checkpoint;
import org.casualtyledger.events.note.SignedNote;
import org.casualtyledger.events.note.VerifierKey;
import org.casualtyledger.projections.edge.AsOf;
import org.casualtyledger.projections.edge.ReadPositions;
import org.casualtyledger.projections.edge.SignedCheckpoints;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes receipts of tallies. One stands at a position that is applied here and lies in a tree that
 * the log has signed; the checkpoint's signature is verified before it is signed again.
 */
final class Receipts {
    private static final Logger LOG = LoggerFactory.getLogger(Receipts.class);

    /** The longest that a receipt waits for the log's signer; a client asks again after it. */
    private static final Duration WAIT = Duration.ofSeconds(3);

    private static final Duration POLL = Duration.ofMillis(20);

    private final DataSource read;
    private final Tallies tallies;
    private final Stands stands;
    private final KeptDigests digests;
    private final SignedCheckpoints checkpoints;
    private final ReceiptKeys keys;
    private final ReadPositions positions;

    Receipts(
            DataSource read,
            Tallies tallies,
            Stands stands,
            KeptDigests digests,
            SignedCheckpoints checkpoints,
            ReceiptKeys keys,
            ReadPositions positions) {
        this.read = read;
        this.tallies = tallies;
        this.stands = stands;
        this.digests = digests;
        this.checkpoints = checkpoints;
        this.keys = keys;
        this.positions = positions;
    }

    VerifierKey key() {
        return keys.tallies().verifier();
    }

    /**
     * A signed note whose text is a {@link TallyReceipt}.
     *
     * @param query the question in its canonical words
     * @throws org.casualtyledger.edge.ProblemException 503 {@code not-reached} where the position
     *     is not counted in time, 503 {@code not-signed} where no checkpoint covers the position in
     *     time, 422 {@code too-many-versions} or {@code too-many-events} for a methodology that is
     *     counted on request, 422 {@code receipt-too-large}, 409 {@code nothing-recorded}
     */
    SignedNote of(String query, TallyQuestion question, Stands.Wanted wanted) {
        keys.tallies(); // a ledger that signs none says so first
        OptionalLong asked = positions.resolve(awaiting(wanted.at()));
        long applied = positions.latest();
        if (asked.orElse(applied) < 0) {
            throw nothingRecorded().asException();
        }
        Checkpoint checkpoint = covering(asked.orElse(wanted.at().atLeast().orElse(0)));
        long position = asked.orElse(Math.min(checkpoint.size() - 1, applied));
        Stand stand = stands.at(wanted, position);
        return signed(receipt(query, question, stand, checkpoint));
    }

    /**
     * A position that is asked for is waited for as well: who has just read the log's checkpoint
     * knows it before it is counted here.
     */
    private static ReadPositions.Wanted awaiting(ReadPositions.Wanted wanted) {
        return wanted.asOf() instanceof AsOf.Position(long position) && wanted.atLeast().isEmpty()
                ? new ReadPositions.Wanted(wanted.asOf(), OptionalLong.of(position))
                : wanted;
    }

    private TallyReceipt receipt(
            String query, TallyQuestion question, Stand stand, Checkpoint checkpoint) {
        Methodology methodology = stand.methodology();
        KeptDigests.Digests stored = digests.at(stand.position(), methodology);
        return new TallyReceipt(
                query,
                stand.position(),
                checkpoint,
                methodology.name() + "@" + methodology.version(),
                methodology.hash(),
                methodology.semantics(),
                question.namesPlaces() ? gazetteer(stand.position()) : Optional.empty(),
                stored.tally(),
                stored.postings(),
                TallyJson.answer(tallies.answer(question, stand), question.by()));
    }

    private SignedNote signed(TallyReceipt receipt) {
        String text = receipt.text();
        SignedNote note = new SignedNote(text, List.of(keys.tallies().sign(text)));
        if (note.bytes().length > SignedNote.MOST_BYTES) {
            throw new Problem(
                            422,
                            "receipt-too-large",
                            "The answer is too long for a receipt",
                            "A signed note has at most "
                                    + SignedNote.MOST_BYTES
                                    + " bytes. Ask for fewer rows: each has the same digests.")
                    .asException();
        }
        return note;
    }

    private Checkpoint covering(long position) {
        long deadline = System.nanoTime() + WAIT.toNanos();
        Optional<SignedNote> note = checkpoints.latest(position + 1);
        while (note.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw notSigned(position).asException();
            }
            try {
                Thread.sleep(POLL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw Problem.unavailable("It is shutting down.").asException();
            }
            note = checkpoints.latest(position + 1);
        }
        return verified(note.get());
    }

    /** What lies in the database is not trusted: whoever changed it did not have the log's key. */
    private Checkpoint verified(SignedNote note) {
        VerifierKey log = keys.log();
        try {
            note.verifiedBy(List.of(log));
            Checkpoint checkpoint = Checkpoint.parse(note.text());
            if (checkpoint.origin().equals(log.name())) {
                return checkpoint;
            }
            LOG.error("a stored checkpoint is of another log: {}", checkpoint);
        } catch (SignedNote.NotANote e) {
            LOG.error("a stored checkpoint does not verify: {}", e.getMessage());
        }
        throw new Problem(
                        503,
                        "checkpoint-not-verified",
                        "The ledger's own checkpoint does not verify",
                        "Nothing is signed on top of it. Its operator has to look into this.")
                .asException();
    }

    private static Problem notSigned(long position) {
        return new Problem(
                503,
                "not-signed",
                "The log has not signed so far yet",
                "No checkpoint covers position " + position + " yet. Ask again.");
    }

    private static Problem nothingRecorded() {
        return new Problem(
                409,
                "nothing-recorded",
                "There is no tally to make a receipt of",
                "Nothing was recorded as of then.");
    }

    /** The gazetteer that was adopted as of a position. */
    private Optional<String> gazetteer(long position) {
        return Snapshot.of(
                read,
                connection -> {
                    try (PreparedStatement statement =
                            connection.prepareStatement(
                                    """
                                    SELECT sha256 FROM gazetteer_adopted
                                    WHERE position <= ? ORDER BY position DESC LIMIT 1
                                    """)) {
                        statement.setLong(1, position);
                        try (ResultSet row = statement.executeQuery()) {
                            return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
                        }
                    }
                });
    }
}
