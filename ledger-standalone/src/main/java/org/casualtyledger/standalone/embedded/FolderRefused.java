package org.casualtyledger.standalone.embedded;

/**
 * The folder cannot be served as it is; the message says why, and what to do. Nothing in it was
 * changed.
 */
public final class FolderRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    public FolderRefused(String message) {
        super(message);
    }
}
