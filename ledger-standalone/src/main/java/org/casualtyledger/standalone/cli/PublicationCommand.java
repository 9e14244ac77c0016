package org.casualtyledger.standalone.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.casualtyledger.standalone.cli.TextTable.Align;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
        name = "publication",
        description =
                "A published number: what it was, what it would be now, and what was held against it. Without an id, all of them.")
final class PublicationCommand implements Callable<Integer> {

    private static final List<String> HARMS = List.of("killed", "injured", "undetermined");

    private final Session session;

    @Parameters(arity = "0..1", paramLabel = "ID", description = "The publication's id")
    private @Nullable String id;

    @Mixin private final AsOf moment = new AsOf();

    @Option(
            names = "--organisation",
            paramLabel = "ID",
            description = "Of the list: only what this organisation published")
    private @Nullable String organisation;

    @Option(names = "--limit", paramLabel = "N", description = "Of the list: how many at most")
    private @Nullable Integer limit;

    @Option(
            names = "--cursor",
            paramLabel = "CURSOR",
            description = "Of the list: where the page before ended")
    private @Nullable String cursor;

    PublicationCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        if (id != null && (organisation != null || limit != null || cursor != null)) {
            throw new UsageFault("--organisation, --limit and --cursor are for the list");
        }
        try (OpenLedger ledger = session.open()) {
            if (id != null) {
                String path = "/v1/publications/" + URLEncoder.encode(id, StandardCharsets.UTF_8);
                String query = moment.on(new LedgerClient.Query(path)).toString();
                session.show(ledger.client().get(query), PublicationCommand::page);
            } else {
                String query =
                        moment.on(new LedgerClient.Query("/v1/publications"))
                                .with("organisation", Optional.ofNullable(organisation))
                                .with("limit", Optional.ofNullable(limit))
                                .with("cursor", Optional.ofNullable(cursor))
                                .toString();
                session.show(ledger.client().get(query), this::list);
            }
            return ExitCode.OK.code;
        }
    }

    private String list(JsonNode answer) {
        if (answer.path("publications").isEmpty()) {
            return "Nothing was published.";
        }
        if (answer.path("next").isString()) {
            session.console().note("More with --cursor " + answer.path("next").asString());
        }
        TextTable table =
                new TextTable()
                        .column("publication", Align.LEFT)
                        .column("name", Align.LEFT)
                        .column("by", Align.LEFT)
                        .column("as of", Align.RIGHT)
                        .column("killed", Align.RIGHT)
                        .column("challenges", Align.RIGHT)
                        .column("open", Align.RIGHT);
        for (JsonNode one : answer.path("publications")) {
            table.row(
                    List.of(
                            one.path("publication").asString(""),
                            one.path("name").asString(""),
                            one.path("by").asString(""),
                            one.path("asOf").asString(""),
                            TallyTable.range(one.path("total").path("killed")),
                            one.path("challenges").asString(""),
                            one.path("open").asString("")));
        }
        return table.render();
    }

    static String page(JsonNode page) {
        JsonNode receipt = page.path("receipt");
        List<String> lines = new ArrayList<>();
        lines.add(page.path("name").asString(""));
        lines.add(
                "published by "
                        + page.path("by").asString("")
                        + " at position "
                        + page.path("position").asString("")
                        + ", "
                        + page.path("at").asString(""));
        if (page.has("url")) {
            lines.add("to be read at " + page.path("url").asString(""));
        }
        String query = page.path("query").asString("");
        lines.add(
                "of "
                        + (query.isEmpty() ? "everything" : query)
                        + ", counted by "
                        + page.path("methodology").asString(""));
        lines.add(
                "as of position "
                        + receipt.path("position").asString("")
                        + " in a signed tree of "
                        + receipt.path("checkpoint").path("size").asString("")
                        + " events of "
                        + receipt.path("checkpoint").path("origin").asString(""));
        lines.add("");
        lines.add(figures(page));
        lines.add("");
        lines.add("Ranges are bounds on what was documented, not a confidence interval.");
        if (page.has("explain")) {
            lines.add("Why it changed: " + page.path("explain").asString(""));
        }
        lines.add("");
        lines.addAll(ChallengeWords.of(page.path("challenges")));
        return String.join("\n", lines);
    }

    private static String figures(JsonNode page) {
        TextTable table =
                new TextTable()
                        .column("", Align.LEFT)
                        .column("position", Align.RIGHT)
                        .column("incidents", Align.RIGHT)
                        .column("with civilian harm", Align.RIGHT);
        HARMS.forEach(harm -> table.column(harm, Align.RIGHT));
        table.row(total("then", page.path("then")));
        if (page.path("now").isNull()) {
            return table.render() + "\nnow: " + page.path("notCounted").asString("not counted");
        }
        table.row(total("now", page.path("now"))).rule();
        JsonNode difference = page.path("difference");
        List<String> cells = new ArrayList<>(List.of("difference", ""));
        cells.add(SignedRange.signed(difference.path("incidents").asLong()));
        cells.add(SignedRange.signed(difference.path("withCivilianHarm").asLong()));
        HARMS.forEach(harm -> cells.add(SignedRange.of(difference.path(harm))));
        return table.row(cells).render();
    }

    private static List<String> total(String when, JsonNode stands) {
        JsonNode total = stands.path("total");
        List<String> cells = new ArrayList<>(List.of(when, stands.path("position").asString("")));
        cells.add(TallyTable.number(total.path("incidents").asLong()));
        cells.add(TallyTable.number(total.path("withCivilianHarm").asLong()));
        HARMS.forEach(harm -> cells.add(TallyTable.range(total.path(harm))));
        return cells;
    }
}
