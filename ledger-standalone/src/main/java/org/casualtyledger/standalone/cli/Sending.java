package org.casualtyledger.standalone.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** How a command about an incident is sent, whichever it is. */
final class Sending {

    @Option(names = "--dry-run", description = "Only say what the ledger would decide")
    private boolean dryRun;

    @Option(
            names = "--idempotency-key",
            paramLabel = "KEY",
            description = "The same command under the same key answers with its first receipt")
    private @Nullable String idempotencyKey;

    @Option(
            names = "--if-match",
            paramLabel = "VERSION",
            description =
                    "The incident as you read it, as i12: refused if anything of it has changed since")
    private @Nullable String ifMatch;

    /**
     * @param verb the last part of the address, as {@code links}
     */
    int post(Session session, String incident, String verb, ObjectNode body) throws Exception {
        String target =
                new LedgerClient.Query(incident(incident) + "/" + verb)
                        .with("dryRun", dryRun ? Optional.of(true) : Optional.empty())
                        .toString();
        try (OpenLedger ledger = session.open()) {
            session.show(
                    ledger.client().post(target, body.toString(), headers()), EventReceipt::text);
            if (dryRun) {
                session.console().note("A dry run: nothing was kept.");
            }
            return ExitCode.OK.code;
        }
    }

    static String incident(String id) {
        return "/v1/incidents/" + URLEncoder.encode(id, StandardCharsets.UTF_8);
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        if (idempotencyKey != null) {
            headers.put("Idempotency-Key", idempotencyKey);
        }
        if (ifMatch != null) {
            // A shell would eat the quotes that HTTP wants around a version.
            headers.put("If-Match", ifMatch.startsWith("\"") ? ifMatch : '"' + ifMatch + '"');
        }
        return headers;
    }
}
