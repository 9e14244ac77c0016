package org.casualtyledger.projections.processing;

/**
 * Why a processor stopped.
 *
 * @param position the event that it cannot apply
 * @param reason for people and logs; never holds free text of a report
 */
public record Failure(long position, String reason) {
    /** Characters of a reason: a fault names pointers and codes, and needs few. */
    private static final int REASON = 1_000;

    static Failure at(long position, Throwable cause) {
        String reason = cause.getClass().getSimpleName() + ": " + cause.getMessage();
        return new Failure(
                position, reason.length() > REASON ? reason.substring(0, REASON) : reason);
    }
}
