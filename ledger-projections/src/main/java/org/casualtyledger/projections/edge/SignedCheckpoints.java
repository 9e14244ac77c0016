package org.casualtyledger.projections.edge;

import java.util.Optional;
import org.casualtyledger.events.note.SignedNote;

/** What was signed of the log. Whoever relies on one verifies it first. */
public interface SignedCheckpoints {
    /** The latest one of a log of at least so many events; empty where none was signed yet. */
    Optional<SignedNote> latest(long atLeast);
}
