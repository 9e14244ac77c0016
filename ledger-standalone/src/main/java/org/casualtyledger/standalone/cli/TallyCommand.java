package org.casualtyledger.standalone.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

@Command(
        name = "tally",
        description =
                "Count what was documented, as ranges, by place, actor, month or another dimension.",
        footer = {
            "",
            "  ledger tally --by place --theatre SYR",
            "  ledger tally --place \"Ar Raqqah town\" --month 2017-06",
            "  ledger tally --by month --as-of 2026-11-22T06:00:00Z",
            "  ledger tally --by city --methodology confirmed-fair",
            "",
            "Ranges are sums of documented minima and maxima, not a confidence interval. No reports is not zero."
        })
final class TallyCommand implements Callable<Integer> {

    private final Session session;

    @Mixin private final TallyFilters filters = new TallyFilters();
    @Mixin private final AsOf moment = new AsOf();
    @Mixin private final Rules rules = new Rules();

    @Mixin private final Span span = new Span();

    @Option(
            names = "--by",
            split = ",",
            paramLabel = "DIMENSION",
            description =
                    "A row for each place, city, district, province, country, precision, actor (all that share an incident together), each-actor, month, grade, organisation or theatre; several with commas. Without: the total alone")
    private List<String> by = List.of();

    @Option(names = "--incidents", description = "List the incidents behind the figures instead")
    private boolean incidents;

    @Option(names = "--limit", paramLabel = "N", description = "With --incidents: how many at most")
    private @Nullable Integer limit;

    @Option(
            names = "--cursor",
            paramLabel = "CURSOR",
            description = "With --incidents: where the page before ended")
    private @Nullable String cursor;

    @Option(names = "--csv", description = "Answer in CSV")
    private boolean csv;

    @Option(
            names = "--receipt",
            arity = "0..1",
            fallbackValue = "-",
            paramLabel = "FILE",
            description =
                    "Answer with a signed receipt, which whoever has the log can check; to a file, if one is named")
    private @Nullable String receipt;

    TallyCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        check();
        try (OpenLedger ledger = session.open()) {
            if (receipt != null) {
                String note =
                        ledger.client().get(query("/v1/tallies/receipt"), "text/plain").body();
                keep(note, receipt);
            } else if (incidents) {
                session.show(ledger.client().get(behind()), this::rows);
            } else if (csv) {
                session.console()
                        .data(
                                ledger.client()
                                        .get(query("/v1/tallies"), "text/csv")
                                        .body()
                                        .stripTrailing());
            } else {
                session.show(
                        ledger.client().get(query("/v1/tallies")),
                        body -> TallyTable.render(body, by));
            }
            return ExitCode.OK.code;
        }
    }

    private void check() {
        if (csv && session.options().json()) {
            throw new UsageFault("--csv and --json name two forms of one answer; give one of them");
        }
        if (receipt != null && (csv || incidents || session.options().json())) {
            throw new UsageFault("--receipt is a form of its own, a signed note");
        }
        if (incidents && (csv || !by.isEmpty())) {
            throw new UsageFault(
                    "--incidents lists what is behind the figures, without --by and --csv");
        }
        if (!incidents && (limit != null || cursor != null)) {
            throw new UsageFault("--limit and --cursor are for --incidents");
        }
    }

    private void keep(String note, String file) throws IOException {
        if (file.equals("-")) {
            session.console().data(note.stripTrailing());
        } else {
            Files.writeString(Path.of(file), note);
            session.console().note("The receipt is in " + file + ".");
        }
    }

    private String query(String path) {
        return asked(path)
                .with("by", by.isEmpty() ? Optional.empty() : Optional.of(String.join(",", by)))
                .toString();
    }

    private String behind() {
        return asked("/v1/tallies/incidents")
                .with("limit", Optional.ofNullable(limit))
                .with("cursor", Optional.ofNullable(cursor))
                .toString();
    }

    private LedgerClient.Query asked(String path) {
        return span.on(rules.on(moment.on(filters.on(new LedgerClient.Query(path)))));
    }

    private String rows(JsonNode answer) {
        if (answer.path("incidents").isEmpty()) {
            return "No incidents. That is not a finding of no harm.\n" + TallyTable.stand(answer);
        }
        if (answer.path("next").isString()) {
            session.console().note("More with --cursor " + answer.path("next").asString());
        }
        return IncidentRows.behind(answer.path("incidents")) + "\n\n" + TallyTable.stand(answer);
    }
}
