package org.casualtyledger.api.audit;

import org.casualtyledger.events.note.SignedNote;

/** What came of asking a witness for its cosignature. */
sealed interface WitnessAnswer {

    /** The name of the witness' key. */
    String witness();

    /**
     * It was cosigned.
     *
     * @param line verified
     */
    record Cosigned(String witness, SignedNote.Line line) implements WitnessAnswer {}

    /**
     * There is no cosignature, and no reason to think worse of this log's history than of the
     * witness.
     *
     * @param fault in plain words
     */
    record Missing(String witness, String fault) implements WitnessAnswer {}

    /**
     * The witness says that it cosigned another history: this log was forked, or restored from an
     * old backup, or the witness lies. Somebody has to look.
     *
     * @param fault in plain words
     */
    record Contradicted(String witness, String fault) implements WitnessAnswer {}
}
