package org.casualtyledger.projections.processing;

/** What applies the log to the read side: one processor, or one a partition. */
public interface Applying {
    /** The position through which everything is applied, −1 before the first event. */
    long position();

    /** How far it is behind, and whether anything stopped. */
    ProjectionHealth health();

    /** Tries again after a failure. */
    void resume();
}
