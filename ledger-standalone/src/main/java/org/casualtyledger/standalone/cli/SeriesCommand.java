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
        name = "series",
        description =
                "Running totals and sums that organisations state for an area; they are in no tally.",
        footer = {
            "",
            "Of a running total the difference to the figure before is shown too, with its sign."
        })
final class SeriesCommand implements Callable<Integer> {

    private static final List<String> HARMS = List.of("killed", "injured", "undetermined");

    private final Session session;
    @Mixin private final AsOf moment = new AsOf();

    @Option(names = "--organisation", paramLabel = "ID", description = "Only this organisation's")
    private @Nullable String organisation;

    @Option(names = "--theatre", paramLabel = "CODE", description = "Only this theatre")
    private @Nullable String theatre;

    @Option(names = "--place", paramLabel = "PLACE", description = "Only this area, as stated")
    private @Nullable String place;

    @Option(
            names = "--revisions",
            description = "Every version of every figure, not only the current")
    private boolean revisions;

    SeriesCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        String query =
                moment.on(
                                new LedgerClient.Query("/v1/series")
                                        .with("organisation", Optional.ofNullable(organisation))
                                        .with("theatre", Optional.ofNullable(theatre))
                                        .with("place", Optional.ofNullable(place))
                                        .with(
                                                "revisions",
                                                revisions ? Optional.of(true) : Optional.empty()))
                        .toString();
        try (OpenLedger ledger = session.open()) {
            session.show(ledger.client().get(query), SeriesCommand::words);
            return ExitCode.OK.code;
        }
    }

    private static String words(JsonNode answer) {
        List<String> parts = new ArrayList<>();
        for (JsonNode series : answer.path("series")) {
            parts.add(head(series) + "\n" + table(series));
        }
        if (parts.isEmpty()) {
            parts.add("No series. That is not a finding of no harm.");
        }
        parts.add(
                "As of position "
                        + answer.path("position").asString("none")
                        + ". In no tally: a running total and the incidents behind it are the same people.");
        return String.join("\n\n", parts);
    }

    private static String head(JsonNode series) {
        String claimant = series.path("claimant").asString("");
        return series.path("organisation").asString("")
                + (claimant.isEmpty() ? "" : " for " + claimant)
                + ", "
                + series.path("kind").asString("")
                + ": "
                + series.path("place").asString("");
    }

    private static String table(JsonNode series) {
        boolean cumulative = series.path("kind").asString("").equals("cumulative");
        TextTable table =
                new TextTable()
                        .column(cumulative ? "through" : "from–to", Align.LEFT)
                        .column("position", Align.RIGHT);
        HARMS.forEach(harm -> table.column(harm, Align.RIGHT));
        if (cumulative) {
            HARMS.forEach(harm -> table.column("± " + harm, Align.RIGHT));
        }
        for (JsonNode point : series.path("points")) {
            List<String> cells = new ArrayList<>();
            String to = point.path("to").asString("");
            cells.add(cumulative ? to : point.path("from").asString("") + "–" + to);
            cells.add(point.path("position").asString(""));
            HARMS.forEach(harm -> cells.add(TallyTable.range(point.path(harm))));
            if (cumulative) {
                HARMS.forEach(
                        harm -> cells.add(SignedRange.of(point.path("difference").path(harm))));
            }
            table.row(cells);
        }
        return table.render();
    }
}
