package org.casualtyledger.standalone.cli;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** `ledger report …` */
@Command(name = "report", description = "Show, list, correct or withdraw reports.")
final class ReportCommand {

    private ReportCommand() {}

    static CommandLine tree(Session session) {
        return new CommandLine(new ReportCommand())
                .addSubcommand(new Show(session))
                .addSubcommand(new Listing(session))
                .addSubcommand(new Correct(session))
                .addSubcommand(new Withdraw(session));
    }

    static String path(String report) {
        return "/v1/reports/" + URLEncoder.encode(report, StandardCharsets.UTF_8);
    }

    private static void receipt(
            Session session, Optional<Signer> signer, LedgerClient.Answer answer) {
        session.console()
                .data(
                        session.options().json()
                                ? answer.body().strip()
                                : SubmitCommand.receipt(answer.json()));
        SignedBy.note(session, signer, answer.json());
    }

    @Command(name = "show", description = "One report, with its history.")
    static final class Show implements Callable<Integer> {
        private final Session session;

        @Parameters(
                paramLabel = "ID",
                description = "The report's id (a UUID, as its receipt says)")
        private String id = "";

        Show(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            try (OpenLedger ledger = session.open()) {
                LedgerClient.Answer answer = ledger.client().get(path(id));
                session.console()
                        .data(
                                session.options().json()
                                        ? answer.body().strip()
                                        : Outline.of(answer.json()));
                return ExitCode.OK.code;
            }
        }
    }

    @Command(name = "list", description = "Reports, a page at a time.")
    static final class Listing implements Callable<Integer> {
        private final Session session;

        @Option(
                names = "--organisation",
                paramLabel = "ID",
                description = "Only those of this organisation")
        private @Nullable String organisation;

        @Option(
                names = "--external-id",
                paramLabel = "ID",
                description = "Only the one that its organisation calls so")
        private @Nullable String externalId;

        @Option(names = "--limit", paramLabel = "N", description = "How many at most")
        private @Nullable Integer limit;

        @Option(
                names = "--cursor",
                paramLabel = "CURSOR",
                description = "Where the page before ended")
        private @Nullable String cursor;

        Listing(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            String query =
                    new LedgerClient.Query("/v1/reports")
                            .with("organisation", Optional.ofNullable(organisation))
                            .with("externalId", Optional.ofNullable(externalId))
                            .with("limit", Optional.ofNullable(limit))
                            .with("cursor", Optional.ofNullable(cursor))
                            .toString();
            try (OpenLedger ledger = session.open()) {
                LedgerClient.Answer answer = ledger.client().get(query);
                if (session.options().json()) {
                    session.console().data(answer.body().strip());
                } else {
                    show(answer.json());
                }
                return ExitCode.OK.code;
            }
        }

        private void show(JsonNode page) {
            JsonNode reports = page.path("reports");
            if (reports.isEmpty()) {
                session.console().note("No reports. That is not a finding of no harm.");
                return;
            }
            session.console().data(table(reports));
            if (page.path("next").isString()) {
                session.console().note("More with --cursor " + page.path("next").asString());
            }
        }

        /** A column for each plain value that the server tells. */
        private static String table(JsonNode reports) {
            Set<String> names = new LinkedHashSet<>();
            for (JsonNode report : reports) {
                report.properties().stream()
                        .filter(property -> property.getValue().isValueNode())
                        .forEach(property -> names.add(property.getKey()));
            }
            TextTable table = new TextTable();
            names.forEach(name -> table.column(name, TextTable.Align.LEFT));
            for (JsonNode report : reports) {
                table.row(names.stream().map(name -> report.path(name).asString("")).toList());
            }
            return table.render();
        }
    }

    @Command(
            name = "correct",
            description = "State a report's claim anew. What it said before stays in its history.",
            footer = {
                "",
                "Refused (412) if somebody corrected it since you read it: read it again and decide anew."
            })
    static final class Correct implements Callable<Integer> {

        /** A duplicate key would be dropped here without a word, so it is refused here. */
        private static final JsonMapper STRICT =
                JsonMapper.builder()
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                        .build();

        private final Session session;

        @Parameters(index = "0", paramLabel = "ID", description = "The report's id")
        private String id = "";

        @Parameters(
                index = "1",
                paramLabel = "FILE",
                description = "The new claim, or a report that holds it; - reads stdin")
        private String file = "-";

        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why")
        private String reason = "";

        @Option(
                names = "--known-at",
                paramLabel = "DATE",
                description = "Since when your organisation has known it")
        private @Nullable String knownAt;

        @Option(
                names = "--if-match",
                paramLabel = "ETAG",
                description = "The version you read. Default: the current one")
        private @Nullable String ifMatch;

        @Mixin private final SignedBy signedBy = new SignedBy();

        Correct(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            ObjectNode body = JsonMapper.shared().createObjectNode();
            body.set("claim", claim());
            body.put("reason", reason);
            if (knownAt != null) {
                body.put("knownAt", knownAt);
            }
            try (OpenLedger ledger = session.open()) {
                LedgerClient client = ledger.client();
                Optional<Signer> signer = signedBy.signer(client);
                Optional<LedgerClient.Answer> page =
                        ifMatch != null && signer.isEmpty()
                                ? Optional.empty()
                                : Optional.of(client.get(path(id)));
                Optional<String> tag =
                        Optional.ofNullable(ifMatch)
                                .or(() -> page.flatMap(LedgerClient.Answer::etag));
                Map<String, String> headers = tag.map(t -> Map.of("If-Match", t)).orElse(Map.of());
                String path = path(id) + "/corrections";
                if (signer.isPresent()
                        && !signer.get()
                                .signCorrection(
                                        body, signer.get().before(page.orElseThrow().json()))) {
                    throw SignedBy.unsignable(client, path, body.toString(), headers);
                }
                receipt(session, signer, client.post(path, body.toString(), headers));
                return ExitCode.OK.code;
            }
        }

        private JsonNode claim() throws IOException {
            try {
                JsonNode json = STRICT.readTree(SubmitCommand.read(file));
                return json.path("claim").isObject() ? json.path("claim") : json;
            } catch (JacksonException e) {
                throw new UsageFault(file + " is not JSON: " + e.getOriginalMessage());
            }
        }
    }

    @Command(
            name = "withdraw",
            description = "Retract a report. It stays readable, and counts no more.")
    static final class Withdraw implements Callable<Integer> {

        private final Session session;

        @Parameters(paramLabel = "ID", description = "The report's id")
        private String id = "";

        @Option(
                names = "--reason",
                required = true,
                paramLabel = "CODE",
                description =
                        "duplicate, retracted-by-source, entered-in-error, not-verified or other")
        private String reason = "";

        @Option(names = "--note", paramLabel = "TEXT", description = "In your words")
        private @Nullable String note;

        @Mixin private final SignedBy signedBy = new SignedBy();

        Withdraw(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            ObjectNode body = JsonMapper.shared().createObjectNode().put("reason", reason);
            if (note != null) {
                body.put("note", note);
            }
            try (OpenLedger ledger = session.open()) {
                LedgerClient client = ledger.client();
                Optional<Signer> signer = signedBy.signer(client);
                String path = path(id) + "/withdrawals";
                if (signer.isPresent()
                        && !signer.get()
                                .signWithdrawal(
                                        body, signer.get().before(client.get(path(id)).json()))) {
                    throw SignedBy.unsignable(client, path, body.toString(), Map.of());
                }
                receipt(session, signer, client.post(path, body.toString(), Map.of()));
                return ExitCode.OK.code;
            }
        }
    }
}
