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
        name = "responsibility",
        description = "For each actor: what is alleged, alone and shared, and what it concedes.",
        footer = {
            "",
            "An incident with several alleged actors is in the row of each, so the rows do not add up."
        })
final class ResponsibilityCommand implements Callable<Integer> {

    private static final List<String> STANCES =
            List.of("admits", "denies", "investigating", "silent", "none");

    private final Session session;

    @Mixin private final TallyFilters filters = new TallyFilters();
    @Mixin private final AsOf moment = new AsOf();
    @Mixin private final Rules rules = new Rules();

    @Option(names = "--from", paramLabel = "YYYY-MM", description = "The first month")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "YYYY-MM", description = "The last month")
    private @Nullable String to;

    ResponsibilityCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        String query =
                rules.on(moment.on(filters.on(new LedgerClient.Query("/v1/responsibility"))))
                        .with("from", Optional.ofNullable(from))
                        .with("to", Optional.ofNullable(to))
                        .toString();
        try (OpenLedger ledger = session.open()) {
            session.show(ledger.client().get(query), ResponsibilityCommand::words);
            return ExitCode.OK.code;
        }
    }

    private static String words(JsonNode answer) {
        if (answer.path("actors").isEmpty()) {
            return "Nobody is alleged in these incidents.\n" + TallyTable.stand(answer);
        }
        TextTable table =
                new TextTable()
                        .column("actor", Align.LEFT)
                        .column("alleged", Align.RIGHT)
                        .column("alone", Align.RIGHT)
                        .column("shared", Align.RIGHT)
                        .column("killed, alleged", Align.RIGHT);
        STANCES.forEach(
                stance ->
                        table.column(stance.equals("none") ? "no statement" : stance, Align.RIGHT));
        table.column("killed, conceded", Align.RIGHT);
        for (JsonNode actor : answer.path("actors")) {
            List<String> cells = new ArrayList<>();
            cells.add(actor.path("actor").asString(""));
            for (String part : List.of("alleged", "sole", "shared")) {
                cells.add(TallyTable.number(actor.path(part).path("incidents").asLong()));
            }
            cells.add(TallyTable.range(actor.path("alleged").path("killed")));
            STANCES.forEach(
                    stance ->
                            cells.add(
                                    TallyTable.number(
                                            actor.path("statements").path(stance).asLong())));
            cells.add(
                    actor.path("conceded").path("incidents").asLong() == 0
                            ? "nothing"
                            : TallyTable.range(actor.path("conceded").path("killed")));
            table.row(cells);
        }
        return table.render()
                + "\n\nAn incident with several alleged actors is in the row of each; the rows do not add up.\n"
                + "A denial takes nothing from what is alleged.\n"
                + TallyTable.stand(answer);
    }
}
