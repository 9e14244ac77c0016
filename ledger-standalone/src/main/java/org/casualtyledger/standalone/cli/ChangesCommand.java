package org.casualtyledger.standalone.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.casualtyledger.standalone.cli.TextTable.Align;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

@Command(
        name = "changes",
        description = "List everything that was recorded after a position, and what it changed.",
        footer = {
            "",
            "  ledger changes --since 16566",
            "",
            "Go on with --since and the last position shown. --json has every posting."
        })
final class ChangesCommand implements Callable<Integer> {

    private final Session session;

    @Option(
            names = "--since",
            paramLabel = "POSITION",
            description = "The last position that is known already. Default: none")
    private long since = -1;

    @Option(names = "--limit", paramLabel = "N", description = "How many positions at most")
    private @Nullable Integer limit;

    ChangesCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        String query =
                new LedgerClient.Query("/v1/changes")
                        .with("since", Optional.of(since))
                        .with("limit", Optional.ofNullable(limit))
                        .toString();
        try (OpenLedger ledger = session.open()) {
            session.show(ledger.client().get(query), ChangesCommand::words);
            return ExitCode.OK.code;
        }
    }

    private static String words(JsonNode answer) {
        if (answer.path("changes").isEmpty()) {
            return "Nothing was recorded since.";
        }
        TextTable table =
                new TextTable()
                        .column("position", Align.RIGHT)
                        .column("at", Align.LEFT)
                        .column("type", Align.LEFT)
                        .column("by", Align.LEFT)
                        .column("postings", Align.RIGHT)
                        .column("", Align.LEFT)
                        .column("reason", Align.LEFT);
        for (JsonNode change : answer.path("changes")) {
            List<String> cells = new ArrayList<>();
            for (String field : List.of("position", "at", "type", "by")) {
                cells.add(change.path(field).asString(""));
            }
            cells.add(TallyTable.number(change.path("postings").size()));
            cells.add(change.path("late").asBoolean(false) ? "late" : "");
            cells.add(change.path("reason").asString(""));
            table.row(cells);
        }
        return table.render()
                + "\n\nThrough position "
                + answer.path("through").asString("")
                + " of "
                + answer.path("position").asString("")
                + ". late: reported after the month that it speaks of had ended.";
    }
}
