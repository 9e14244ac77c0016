package org.casualtyledger.api.audit;

/** What a witness says it saw of this log: not signed by it, so a hint and no proof. */
sealed interface LastCosigned {

    /** The name of the witness' key. */
    String witness();

    /**
     * The tree that it last cosigned.
     *
     * @param size 0 for none yet
     */
    record Size(String witness, long size) implements LastCosigned {}

    /**
     * It did not say.
     *
     * @param fault in plain words
     */
    record Unknown(String witness, String fault) implements LastCosigned {}
}
