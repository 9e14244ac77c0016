package org.casualtyledger.standalone.embedded;

import java.net.URI;

/**
 * What serves HTTP over the embedded PostgreSQL. Started at most once; stopped from a shutdown
 * hook.
 */
public interface LedgerProcess {

    /** Returns once the server answers: its base address, without a trailing slash. */
    URI start(ServerSettings settings) throws Exception;

    /**
     * Finishes the requests in flight, within a bound of its own, and lets the database go.
     * Harmless if not started.
     */
    void stop();
}
