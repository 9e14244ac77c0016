package org.casualtyledger.standalone.cli;

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

    @Option(names = "--from", paramLabel = "YYYY-MM", description = "The first month")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "YYYY-MM", description = "The last month")
    private @Nullable String to;

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

    TallyCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        check();
        try (OpenLedger ledger = session.open()) {
            if (incidents) {
                session.show(ledger.client().get(behind()), this::rows);
            } else if (csv) {
                session.console()
                        .data(ledger.client().get(query(), "text/csv").body().stripTrailing());
            } else {
                session.show(ledger.client().get(query()), body -> TallyTable.render(body, by));
            }
            return ExitCode.OK.code;
        }
    }

    private void check() {
        if (csv && session.options().json()) {
            throw new UsageFault("--csv and --json name two forms of one answer; give one of them");
        }
        if (incidents && (csv || !by.isEmpty())) {
            throw new UsageFault(
                    "--incidents lists what is behind the figures, without --by and --csv");
        }
        if (!incidents && (limit != null || cursor != null)) {
            throw new UsageFault("--limit and --cursor are for --incidents");
        }
    }

    private String query() {
        return asked("/v1/tallies")
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
        return rules.on(moment.on(filters.on(new LedgerClient.Query(path))))
                .with("from", Optional.ofNullable(from))
                .with("to", Optional.ofNullable(to));
    }

    private String rows(JsonNode answer) {
        if (answer.path("incidents").isEmpty()) {
            return "No incidents. That is not a finding of no harm.\n" + TallyTable.stand(answer);
        }
        if (answer.path("next").isString()) {
            session.console().note("More with --cursor " + answer.path("next").asString());
        }
        return IncidentRows.table(answer.path("incidents")) + "\n\n" + TallyTable.stand(answer);
    }
}
