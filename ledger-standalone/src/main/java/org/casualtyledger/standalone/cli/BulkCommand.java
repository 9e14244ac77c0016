package org.casualtyledger.standalone.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "bulk",
        description = "Link, grade, withdraw, confirm or dismiss many, from a CSV.",
        footer = {
            "",
            "The columns are action, incident, report, value, reason, methodology, review; of each action:",
            "",
            "  link      incident, report, reason               moves the report into the incident",
            "  grade     incident, value, reason                value: a grade, or none to take yours back;",
            "                                                   also methodology, and review (true or false)",
            "  withdraw  report, value                          value: the reason's code; reason: a note",
            "  confirm   incident, value, reason                the incident is a duplicate of the value",
            "  dismiss   incident, value, reason                the incident and the value are two",
            "",
            "The file is checked as a whole first; with any fault, nothing is sent. The same file again changes",
            "nothing, so one that broke off is simply run again. Rejected rows go to FILE.rejects.csv."
        })
final class BulkCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "FILE", description = "The CSV")
    private Path file = Path.of("");

    @Option(
            names = "--dry-run",
            description = "Ask the ledger about each row by itself, as it stands now; keep none")
    private boolean dryRun;

    @Option(
            names = "--rejects",
            paramLabel = "FILE",
            description = "Where rejected rows go. Default: FILE.rejects.csv")
    private @Nullable Path rejects;

    BulkCommand(Session session) {
        this.session = session;
    }

    /** What became of a row. */
    private record Result(
            BulkRow row, String outcome, Optional<Long> position, Optional<Problem> why) {

        static Result of(BulkRow row, JsonNode receipt) {
            JsonNode position = receipt.path("position");
            return new Result(
                    row,
                    receipt.path("outcome").asString("recorded"),
                    position.isNumber() ? Optional.of(position.asLong()) : Optional.empty(),
                    Optional.empty());
        }

        static Result rejected(BulkRow row, Problem why) {
            return new Result(row, "rejected", Optional.empty(), Optional.of(why));
        }
    }

    @Override
    public Integer call() throws Exception {
        BulkFile bulk = BulkFile.read(file);
        try (OpenLedger ledger = session.open();
                Rejects rejected = Rejects.of(file, rejects)) {
            rejected.header(bulk.header());
            Map<String, Integer> counts = new TreeMap<>();
            ArrayNode rows = JsonMapper.shared().createArrayNode();
            for (BulkRow row : bulk.rows()) {
                Result result = carryOut(ledger.client(), bulk, row);
                counts.merge(result.outcome(), 1, Integer::sum);
                tell(result, rows, rejected);
            }
            return end(counts, rows, rejected).code;
        }
    }

    private Result carryOut(LedgerClient client, BulkFile bulk, BulkRow row) {
        BulkAction action = row.action();
        try {
            if (dryRun && action == BulkAction.WITHDRAW) {
                return wouldWithdraw(client, row);
            }
            String target = action.path(row) + (dryRun ? "?dryRun=true" : "");
            Map<String, String> headers =
                    dryRun ? Map.of() : Map.of("Idempotency-Key", bulk.idempotencyKey(row));
            return Result.of(row, client.post(target, action.body(row).toString(), headers).json());
        } catch (Refusal refusal) {
            if (refusal.problem().stops()) {
                session.console().note("Stopped at row " + row.number() + ".");
                throw refusal;
            }
            return Result.rejected(row, refusal.problem());
        }
    }

    /**
     * The ledger has no dry run of a withdrawal: what can be seen from outside is whether it
     * stands.
     */
    private static Result wouldWithdraw(LedgerClient client, BulkRow row) {
        JsonNode report = client.get(ReportCommand.path(row.get("report"))).json();
        return report.path("status").asString("").equals("standing")
                ? new Result(row, "would-append", Optional.empty(), Optional.empty())
                : Result.rejected(
                        row,
                        new Problem(
                                409, "not-standing", "The report does not stand", "", List.of()));
    }

    private void tell(Result result, ArrayNode rows, Rejects rejected) {
        Console console = session.console();
        BulkRow row = result.row();
        result.why().ifPresent(_ -> rejected.row(row.record()));
        if (session.options().json()) {
            ObjectNode json =
                    rows.addObject()
                            .put("row", row.number())
                            .put("action", row.action().word())
                            .put("outcome", result.outcome());
            result.position().ifPresent(position -> json.put("position", position));
            result.why()
                    .ifPresent(
                            why -> json.put("problem", why.kind()).put("detail", why.readable()));
            return;
        }
        console.data(
                "row "
                        + row.number()
                        + "  "
                        + row.action().word()
                        + "  "
                        + result.outcome()
                        + result.position().map(position -> "  position " + position).orElse(""));
        result.why().ifPresent(why -> console.note("row " + row.number() + ": " + why.readable()));
    }

    private ExitCode end(Map<String, Integer> counts, ArrayNode rows, Rejects rejected) {
        Console console = session.console();
        if (session.options().json()) {
            ObjectNode json = JsonMapper.shared().createObjectNode();
            json.set("rows", rows);
            ObjectNode summary = json.putObject("summary");
            counts.forEach(summary::put);
            if (rejected.count() > 0) {
                json.put("rejects", rejected.file().toString());
            }
            console.data(json.toString());
        } else {
            console.data(
                    String.join(
                            ", ",
                            counts.entrySet().stream()
                                    .map(count -> count.getKey() + " " + count.getValue())
                                    .toList()));
        }
        if (dryRun) {
            console.note(
                    "A dry run: nothing was kept. Each row was judged by itself, as the ledger stands now.");
        }
        if (rejected.count() > 0) {
            console.note("Rejected rows are in " + rejected.file());
        }
        return rejected.count() > 0 ? ExitCode.REJECTED_ROWS : ExitCode.OK;
    }
}
