package org.casualtyledger.standalone.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.casualtyledger.standalone.cli.TextTable.Align;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

@Command(
        name = "explain",
        description = "Say why a tally changed between two moments, event by event.",
        footer = {
            "",
            "  ledger explain --from 8 --place \"Sampleton town\"",
            "  ledger explain --from 2026-11-01T00:00:00Z --to 2026-12-01T00:00:00Z --theatre SYR",
            "",
            "What was before, and every change with its sign, add up to what was after."
        })
final class ExplainCommand implements Callable<Integer> {

    private static final List<String> HARMS = List.of("killed", "injured", "undetermined");

    private final Session session;

    @Mixin private final TallyFilters filters = new TallyFilters();
    @Mixin private final Rules rules = new Rules();

    @Option(
            names = "--from",
            required = true,
            paramLabel = "POSITION|INSTANT",
            description = "The earlier moment: what had been recorded by then")
    private String from = "";

    @Option(
            names = "--to",
            paramLabel = "POSITION|INSTANT",
            description = "The later moment. Default: now")
    private @Nullable String to;

    ExplainCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        String query =
                rules.on(filters.on(new LedgerClient.Query("/v1/tallies/explain")))
                        .with("from", Optional.of(from))
                        .with("to", Optional.ofNullable(to))
                        .toString();
        try (OpenLedger ledger = session.open()) {
            session.show(ledger.client().get(query), ExplainCommand::words);
            return ExitCode.OK.code;
        }
    }

    static String words(JsonNode answer) {
        TextTable table =
                new TextTable()
                        .column("position", Align.RIGHT)
                        .column("cause", Align.LEFT)
                        .column("by", Align.LEFT)
                        .column("incidents", Align.RIGHT)
                        .column("with civilian harm", Align.RIGHT);
        HARMS.forEach(harm -> table.column(harm, Align.RIGHT));
        table.row(sums(answer.path("from").asString(""), "before", answer.path("before")));
        boolean complete = answer.path("complete").asBoolean(true);
        for (JsonNode change : answer.path(complete ? "changes" : "causes")) {
            table.row(change(change));
        }
        table.rule();
        table.row(sums(answer.path("to").asString(""), "after", answer.path("after")));
        List<String> lines = new ArrayList<>(List.of(table.render(), ""));
        if (!complete) {
            lines.add("Over 10,000 changes: each line is the sum of one cause.");
        }
        if (answer.path("changes").isEmpty() && answer.path("causes").isEmpty()) {
            lines.add("Nothing that was recorded between them changed these figures.");
        }
        lines.add(
                "A change is what an event added less what it took back; a bound that moved alone stands before or after the stroke.");
        return String.join("\n", lines);
    }

    private static List<String> sums(String position, String word, JsonNode measures) {
        List<String> cells = new ArrayList<>(List.of(position, word, ""));
        cells.add(TallyTable.number(measures.path("incidents").asLong()));
        cells.add(TallyTable.number(measures.path("withCivilianHarm").asLong()));
        HARMS.forEach(harm -> cells.add(TallyTable.range(measures.path(harm))));
        return cells;
    }

    private static List<String> change(JsonNode change) {
        List<String> cells = new ArrayList<>();
        cells.add(change.path("position").asString(""));
        cells.add(change.path("cause").asString(""));
        cells.add(change.path("by").asString(""));
        cells.add(SignedRange.signed(change.path("incidents").asLong()));
        cells.add(SignedRange.signed(change.path("withCivilianHarm").asLong()));
        HARMS.forEach(harm -> cells.add(SignedRange.of(change.path(harm))));
        return cells;
    }
}
