package org.casualtyledger.standalone.embedded;

/**
 * This machine, or this folder, lacks what is needed; the message says what, and what to do. Exit
 * code 69.
 */
public final class MissingPrerequisite extends RuntimeException {
    private static final long serialVersionUID = 1;

    public MissingPrerequisite(String message) {
        super(message);
    }
}
