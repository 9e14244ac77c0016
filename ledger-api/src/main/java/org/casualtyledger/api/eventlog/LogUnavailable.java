package org.casualtyledger.api.eventlog;

import java.util.Locale;

/** The log could not answer: an outage, not a refusal. The edge says 503. */
public final class LogUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Reason reason;

    LogUnavailable(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    LogUnavailable(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** For who reads the log's tables by statements of his own. */
    public static LogUnavailable store(Throwable cause) {
        return new LogUnavailable(Reason.STORE, "the store could not be read", cause);
    }

    /** Why, and so what a caller may do about it. */
    public Reason reason() {
        return reason;
    }

    /** Why the log could not answer. */
    public enum Reason {
        /** Too much waits already. Nothing was appended; try again later. */
        OVERLOADED("too much waits"),
        /**
         * The clocks of this process, of the database and of the log's head disagree. Nothing was
         * appended; wake somebody.
         */
        CLOCK("the clocks disagree"),
        /** The store cannot be reached or failed. Nothing was appended; try again later. */
        STORE("the store cannot be written"),
        /**
         * The store was lost while it committed and did not come back in time. The events may be
         * there or not: ask with {@link EventLog#find}, or send the same append again (its ids and
         * its idempotency key make that safe).
         */
        OUTCOME_UNKNOWN("a commit was not answered"),
        /**
         * The log is not what was signed of it, or shorter than it was. Nothing was appended, and
         * nothing will be until the operator has recovered it; wake somebody.
         */
        HELD("the log is held"),
        /** The log was closed. Nothing was appended. */
        CLOSED("this process is shutting down");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        /** In a few fixed words, for who watches. */
        public String words() {
            return words;
        }

        /** As a label of a meter. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
