package org.casualtyledger.projections.processing;

/** The tables are cut into other partitions than this process is set to. */
public final class OtherPartitions extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean passing;

    OtherPartitions(String message, boolean passing) {
        super(message);
        this.passing = passing;
    }

    /**
     * Whether it may be otherwise in a moment: a process that was killed holds its claims so long.
     */
    boolean mayPass() {
        return passing;
    }
}
