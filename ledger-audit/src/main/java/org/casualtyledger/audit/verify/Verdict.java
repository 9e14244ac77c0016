package org.casualtyledger.audit.verify;

import java.util.List;
import java.util.Optional;
import org.casualtyledger.audit.published.Finding;
import org.casualtyledger.counting.Recount;
import org.casualtyledger.events.note.Checkpoint;

/** What came of verifying a log. */
public sealed interface Verdict {

    /** The tree that was verified; empty where no checkpoint could be believed. */
    Optional<Checkpoint> tree();

    /** What the verdict rests on that was not verified, in sentences. */
    List<String> reservations();

    /**
     * Everything that is published was read and fits the signed root.
     *
     * @param counted what was counted again; empty where only bytes were verified, and for a log
     *     without events
     * @param receipted whether that was compared with a signed receipt
     */
    record Sound(
            Checkpoint verified,
            Optional<Recount.Digests> counted,
            boolean receipted,
            List<String> reservations)
            implements Verdict {
        @Override
        public Optional<Checkpoint> tree() {
            return Optional.of(verified);
        }
    }

    /** Something is wrong. */
    record Faulty(Optional<Checkpoint> tree, Finding finding, List<String> reservations)
            implements Verdict {}
}
