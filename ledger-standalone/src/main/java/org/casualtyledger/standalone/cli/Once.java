package org.casualtyledger.standalone.cli;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** How a command that appends one event is sent. */
final class Once {

    @Option(names = "--dry-run", description = "Only say what the ledger would decide")
    private boolean dryRun;

    @Option(
            names = "--idempotency-key",
            paramLabel = "KEY",
            description = "The same command under the same key answers with its first receipt")
    private @Nullable String idempotencyKey;

    /** Sends it, and prints the receipt. */
    int post(Session session, LedgerClient client, LedgerClient.Query target, ObjectNode body) {
        String path =
                target.with("dryRun", dryRun ? Optional.of(true) : Optional.empty()).toString();
        Map<String, String> headers =
                idempotencyKey == null ? Map.of() : Map.of("Idempotency-Key", idempotencyKey);
        session.show(client.post(path, body.toString(), headers), EventReceipt::text);
        if (dryRun) {
            session.console().note("A dry run: nothing was kept.");
        }
        return ExitCode.OK.code;
    }
}
