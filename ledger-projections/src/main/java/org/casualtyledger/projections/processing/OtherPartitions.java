package org.casualtyledger.projections.processing;

/** The tables are cut into other partitions than this process is set to. */
public final class OtherPartitions extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OtherPartitions(String message) {
        super(message);
    }
}
