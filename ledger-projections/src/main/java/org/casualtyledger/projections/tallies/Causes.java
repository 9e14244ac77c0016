package org.casualtyledger.projections.tallies;

import org.casualtyledger.counting.Cause;

/** The numbers of causes in the journal. Given once; a new cause gets a new one. */
final class Causes {
    private Causes() {}

    static int number(Cause cause) {
        return switch (cause) {
            case NEW_REPORT -> 1;
            case CORRECTION -> 2;
            case WITHDRAWAL -> 3;
            case LINK -> 4;
            case MERGE -> 5;
            case SPLIT -> 6;
            case REHOMING -> 7;
            case DUPLICATE -> 8;
            case GRADE -> 9;
            case ASSESSED_COUNTS -> 10;
            case RESPONSIBILITY -> 11;
            case REVIEW -> 12;
            case STATEMENT -> 13;
            case RESOLUTION -> 14;
            case REGISTRY -> 15;
            case PUBLICATION -> 16;
        };
    }

    static Cause of(int number) {
        for (Cause cause : Cause.values()) {
            if (number(cause) == number) {
                return cause;
            }
        }
        throw new IllegalStateException("no cause has the number " + number);
    }
}
