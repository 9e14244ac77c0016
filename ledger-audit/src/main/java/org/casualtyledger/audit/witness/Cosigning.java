package org.casualtyledger.audit.witness;

import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import org.casualtyledger.events.merkle.Proofs;
import org.casualtyledger.events.note.AddCheckpoint;
import org.casualtyledger.events.note.Checkpoint;
import org.casualtyledger.events.note.SignedNote;
import org.casualtyledger.events.note.VerifierKey;

/** When a checkpoint is cosigned, in the order in which C2SP tlog-witness asks. Pure. */
final class Cosigning {
    private Cosigning() {}

    /** Whether a log that this witness watches says this at all; empty if it does. */
    static Optional<Answer> refusalOfSigner(
            SignedNote note, Checkpoint checkpoint, List<VerifierKey> keys) {
        if (keys.isEmpty()) {
            return Optional.of(new Answer.UnknownLog(checkpoint.origin()));
        }
        try {
            note.verifiedBy(keys);
            return Optional.empty();
        } catch (SignedNote.NotANote e) {
            return Optional.of(new Answer.NotSigned(String.valueOf(e.getMessage())));
        }
    }

    /** Whether what the log says follows from what was seen of it; empty if it does. */
    static Optional<Answer> refusalOfHistory(
            AddCheckpoint request, Checkpoint checkpoint, Seen seen) {
        if (request.oldSize() > checkpoint.size()) {
            return Optional.of(
                    new Answer.Malformed(
                            "old size %d above the checkpoint's %d"
                                    .formatted(request.oldSize(), checkpoint.size())));
        }
        if (request.oldSize() != seen.size()) {
            return Optional.of(new Answer.Conflict(seen.size()));
        }
        if (checkpoint.size() == seen.size()
                && !MessageDigest.isEqual(checkpoint.root(), seen.root())) {
            return Optional.of(new Answer.Conflict(seen.size()));
        }
        if (!Proofs.isConsistent(
                seen.size(), checkpoint.size(), seen.root(), checkpoint.root(), request.proof())) {
            return Optional.of(
                    new Answer.Unproven(
                            "the proof does not lead from size %d to size %d"
                                    .formatted(seen.size(), checkpoint.size())));
        }
        return Optional.empty();
    }

    /**
     * Whether a refusal of history is one that an honest log never gets: it knew what was last
     * cosigned and says something else. Together with what was cosigned, its signature is then
     * worth keeping.
     */
    static boolean isSuspicious(AddCheckpoint request, Answer refusal, Seen seen) {
        return request.oldSize() == seen.size()
                && (refusal instanceof Answer.Conflict || refusal instanceof Answer.Unproven);
    }
}
