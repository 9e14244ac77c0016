package org.casualtyledger.audit.witness;

import org.casualtyledger.events.note.SignedNote;

/** What a witness says to {@code add-checkpoint}: one case for each status of C2SP tlog-witness. */
public sealed interface Answer {

    /** 200: it follows from what was seen before, and is remembered. */
    record Cosigned(SignedNote.Line line) implements Answer {}

    /** 400: no such request, or one whose old size is larger than its checkpoint's. */
    record Malformed(String why) implements Answer {}

    /** 403: not signed by a key that is known for its origin. */
    record NotSigned(String why) implements Answer {}

    /** 404: nobody told this witness to watch that log. */
    record UnknownLog(String origin) implements Answer {}

    /**
     * 409: the old size is not that of the last checkpoint cosigned, or it is, and the checkpoint
     * has the same size and another root.
     *
     * @param size of the last checkpoint cosigned; 0 for none
     */
    record Conflict(long size) implements Answer {}

    /** 422: the proof does not show that it follows from the last checkpoint cosigned. */
    record Unproven(String why) implements Answer {}
}
