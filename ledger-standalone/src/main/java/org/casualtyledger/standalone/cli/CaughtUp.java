package org.casualtyledger.standalone.cli;

import java.io.IOException;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/**
 * Waits until the tallies have everything that the log has. A folder that was just opened may still
 * be counting, and its tally would be true of an earlier moment than the one who asks has in mind.
 */
final class CaughtUp {

    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final Duration SAY_EVERY = Duration.ofSeconds(5);

    /** Without any progress for this long, nobody is counting. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private CaughtUp() {}

    static void await(LedgerClient client, Console console) throws InterruptedException {
        long seen = -2;
        long progressed = System.nanoTime();
        long said = System.nanoTime();
        while (true) {
            JsonNode health = client.get("/v1/health").json();
            JsonNode tallies = health.path("tallies");
            long position = tallies.path("position").asLong(-1);
            if (position >= health.path("head").path("size").asLong(0) - 1) {
                return;
            }
            if (tallies.has("failed")) {
                console.note(
                        "the tallies stopped at an event that they cannot apply: "
                                + tallies.path("failed"));
                return;
            }
            long now = System.nanoTime();
            if (position > seen) {
                seen = position;
                progressed = now;
            } else if (now - progressed > PATIENCE.toNanos()) {
                throw new Unreachable(client.server(), new IOException("the tallies do not move"));
            }
            if (now - said > SAY_EVERY.toNanos()) {
                console.note(
                        "counting: "
                                + (position + 1)
                                + " of "
                                + health.path("head").path("size").asLong(0)
                                + " events");
                said = now;
            }
            Thread.sleep(LOOK_EVERY);
        }
    }
}
