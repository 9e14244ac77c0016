package org.casualtyledger.api.topic;

/**
 * The topic is not what a log can be published to, or does not hold this log. Nothing is written to
 * it until somebody has looked; the message says what is wrong and what to do.
 */
final class UnfitTopic extends Exception {
    private static final long serialVersionUID = 1;

    UnfitTopic(String message) {
        super(message);
    }
}
