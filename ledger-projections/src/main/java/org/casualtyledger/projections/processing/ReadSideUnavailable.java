package org.casualtyledger.projections.processing;

/** The read side's database does not answer right now. */
public final class ReadSideUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ReadSideUnavailable(Throwable cause) {
        super("the read side cannot be read", cause);
    }
}
