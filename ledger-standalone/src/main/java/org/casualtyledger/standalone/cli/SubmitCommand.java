package org.casualtyledger.standalone.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.casualtyledger.events.json.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "submit",
        description = "Submit a report, or several: one JSON object, or NDJSON with one a line.",
        footer = {
            "",
            "The bytes are sent as they are, so that it is the ledger that judges them. Each receipt goes to stdout."
        })
final class SubmitCommand implements Callable<Integer> {

    private static final JsonMapper WHOLE =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private final Session session;

    @Parameters(paramLabel = "FILE", description = "The reports; - reads stdin")
    private String file = "-";

    @Option(
            names = "--idempotency-key",
            paramLabel = "KEY",
            description =
                    "The same key again answers with the first receipt; with several reports, KEY-1, KEY-2, …")
    private @Nullable String idempotencyKey;

    @Mixin private final SignedBy signedBy = new SignedBy();

    SubmitCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        List<String> reports = reports(read(file));
        if (reports.isEmpty()) {
            throw new UsageFault(file + " holds no report");
        }
        try (OpenLedger ledger = session.open()) {
            ExitCode worst = ExitCode.OK;
            Optional<Signer> signer = signedBy.signer(ledger.client());
            for (int i = 0; i < reports.size(); i++) {
                try {
                    String report = reports.get(i);
                    LedgerClient.Answer answer =
                            ledger.client()
                                    .post(
                                            "/v1/reports",
                                            signer.isEmpty()
                                                    ? report
                                                    : signed(report, signer.get(), ledger.client()),
                                            headers(i, reports.size()));
                    show(answer);
                    SignedBy.note(session, signer, answer.json());
                } catch (Refusal refusal) {
                    if (reports.size() == 1 || refusal.problem().exit() != ExitCode.REFUSED) {
                        throw refusal;
                    }
                    session.console()
                            .note("report " + (i + 1) + ": " + refusal.problem().readable());
                    worst = ExitCode.REFUSED;
                }
            }
            return worst.code;
        }
    }

    static String read(String file) throws IOException {
        if (file.equals("-")) {
            return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        }
        Path path = Path.of(file);
        if (!Files.isReadable(path) || Files.isDirectory(path)) {
            throw new UsageFault("cannot read " + file);
        }
        return new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
    }

    /**
     * NDJSON if the first line is a whole value and others follow; anything else is one document,
     * broken or not.
     */
    static List<String> reports(String text) {
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        if (lines.size() < 2 || !whole(lines.getFirst())) {
            return lines.isEmpty() ? List.of() : List.of(text);
        }
        return lines;
    }

    private static boolean whole(String line) {
        try {
            return WHOLE.readTree(line).isObject();
        } catch (JacksonException e) {
            return false;
        }
    }

    private static String signed(String report, Signer signer, LedgerClient client) {
        try {
            if (Json.parse(report.getBytes(StandardCharsets.UTF_8)) instanceof ObjectNode body
                    && signer.sign(body)) {
                return body.toString();
            }
        } catch (Json.Malformed e) {
            // the ledger says what is wrong, as it does of what nobody signs
        }
        throw SignedBy.unsignable(client, "/v1/reports", report, Map.of());
    }

    private Map<String, String> headers(int index, int count) {
        if (idempotencyKey == null) {
            return Map.of();
        }
        return Map.of(
                "Idempotency-Key",
                count == 1 ? idempotencyKey : idempotencyKey + "-" + (index + 1));
    }

    private void show(LedgerClient.Answer answer) {
        session.console()
                .data(session.options().json() ? answer.body().strip() : receipt(answer.json()));
    }

    /** What a submitter keeps, in a line; doubts of the ledger in further lines. */
    static String receipt(JsonNode receipt) {
        StringBuilder text =
                new StringBuilder()
                        .append(receipt.path("outcome").asString("recorded"))
                        .append("  report ")
                        .append(receipt.path("report").asString(""))
                        .append("  position ")
                        .append(receipt.path("position").asString(""))
                        .append("  leaf ")
                        .append(receipt.path("leafHash").asString(""));
        if (receipt.path("signedBy").isString()) {
            text.append("\n  signed by ").append(receipt.path("signedBy").asString());
        }
        for (JsonNode flag : receipt.path("flags")) {
            text.append("\n  flagged ")
                    .append(flag.path("code").asString(""))
                    .append(" at ")
                    .append(flag.path("pointer").asString(""));
        }
        return text.toString();
    }
}
