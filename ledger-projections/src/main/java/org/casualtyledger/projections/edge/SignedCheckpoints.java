package org.casualtyledger.projections.edge;

import java.util.Optional;
import org.casualtyledger.events.note.SignedNote;
import org.casualtyledger.events.note.VerifierKey;

/** What was signed of the log. Whoever relies on one verifies it first. */
public interface SignedCheckpoints {
    /** The latest one of a log of at least so many events; empty where none was signed yet. */
    Optional<SignedNote> latest(long atLeast);

    /**
     * The key by which they are verified; empty where none is set, or its file is not there yet.
     */
    Optional<VerifierKey> key();
}
