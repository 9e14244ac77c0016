package org.casualtyledger.api.topic;

/**
 * Why publishing ended for now: the lease went elsewhere, Kafka did not answer, the log is held.
 */
final class PublicationStopped extends Exception {
    private static final long serialVersionUID = 1;

    PublicationStopped(String message) {
        super(message);
    }

    PublicationStopped(String message, Throwable cause) {
        super(message, cause);
    }
}
