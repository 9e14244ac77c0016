package org.casualtyledger.standalone.cli;

import java.net.URI;
import java.util.regex.Pattern;

/**
 * The servers of one ledger: one, or two where the write side and the read side run apart.
 *
 * @param write takes reports and serves the log
 * @param read answers from the projections
 */
record Servers(URI write, URI read) {
    /** What the read side answers; of {@code GET} alone, where the write side has the rest. */
    private static final Pattern READ =
            Pattern.compile(
                    "/v1/(series|publications|challenges|incidents|resolutions|places|methodologies|gazetteers|actors)(/.*)?");

    /** What the read side answers whatever the method. */
    private static final Pattern ALWAYS_READ =
            Pattern.compile("/v1/(tallies|changes|responsibility|replays|topic)(/.*)?");

    static Servers one(URI server) {
        return new Servers(server, server);
    }

    /**
     * Who answers a request.
     *
     * @param path with or without its query
     */
    URI of(String method, String path) {
        int query = path.indexOf('?');
        String alone = query < 0 ? path : path.substring(0, query);
        boolean isRead =
                ALWAYS_READ.matcher(alone).matches()
                        || method.equals("GET") && READ.matcher(alone).matches();
        return isRead ? read : write;
    }
}
