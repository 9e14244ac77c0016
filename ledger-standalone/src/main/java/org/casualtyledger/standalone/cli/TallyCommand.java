package org.casualtyledger.standalone.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "tally",
        description =
                "Count what was documented, as ranges, by place, actor, month or another dimension.",
        footer = {
            "",
            "  ledger tally --by place --theatre SYR",
            "  ledger tally --place \"Ar Raqqah town\" --month 2017-06",
            "  ledger tally --by month --as-of 2026-11-22T06:00:00Z",
            "",
            "Ranges are sums of documented minima and maxima, not a confidence interval. No reports is not zero."
        })
final class TallyCommand implements Callable<Integer> {

    private final Session session;

    @Option(names = "--place", paramLabel = "PLACE", description = "A place, by its name as stated")
    private @Nullable String place;

    @Option(
            names = "--actor",
            paramLabel = "ACTOR",
            description = "An armed party, as alleged perpetrator unless --role says otherwise")
    private @Nullable String actor;

    @Option(
            names = "--role",
            paramLabel = "alleged|party",
            description = "alleged: perpetrators (default); party: whoever was present")
    private @Nullable String role;

    @Option(
            names = "--organisation",
            paramLabel = "ID",
            description = "Only what this organisation reported")
    private @Nullable String organisation;

    @Option(names = "--theatre", paramLabel = "CODE", description = "Only this theatre")
    private @Nullable String theatre;

    @Option(
            names = "--month",
            paramLabel = "YYYY-MM|spans",
            description = "One month; or all that spans months")
    private @Nullable String month;

    @Option(names = "--from", paramLabel = "YYYY-MM", description = "The first month")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "YYYY-MM", description = "The last month")
    private @Nullable String to;

    @Option(names = "--grade", paramLabel = "GRADE", description = "Only incidents of this grade")
    private @Nullable String grade;

    @Option(
            names = "--by",
            split = ",",
            paramLabel = "DIMENSION",
            description =
                    "A row for each place, actor, month, grade, organisation, theatre; several with commas. Without: the total alone")
    private List<String> by = List.of();

    @Option(
            names = "--as-of",
            paramLabel = "POSITION|INSTANT",
            description = "As the ledger stood then. Default: now")
    private @Nullable String asOf;

    @Option(
            names = "--at-least",
            paramLabel = "POSITION",
            description = "Wait, bounded, until this position is counted")
    private @Nullable Long atLeast;

    @Option(names = "--csv", description = "Answer in CSV")
    private boolean csv;

    TallyCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        if (csv && session.options().json()) {
            throw new UsageFault("--csv and --json name two forms of one answer; give one of them");
        }
        try (OpenLedger ledger = session.open()) {
            String body =
                    ledger.client().get(query(), csv ? "text/csv" : "application/json").body();
            Console console = session.console();
            if (csv || session.options().json()) {
                console.data(body.stripTrailing());
            } else {
                console.data(
                        TallyTable.render(JsonMapper.shared().readTree(body), by).stripTrailing());
            }
            return ExitCode.OK.code;
        }
    }

    private String query() {
        return new LedgerClient.Query("/v1/tallies")
                .with("place", Optional.ofNullable(place))
                .with("actor", Optional.ofNullable(actor))
                .with("role", Optional.ofNullable(role))
                .with("organisation", Optional.ofNullable(organisation))
                .with("theatre", Optional.ofNullable(theatre))
                .with("month", Optional.ofNullable(month))
                .with("from", Optional.ofNullable(from))
                .with("to", Optional.ofNullable(to))
                .with("grade", Optional.ofNullable(grade))
                .with("by", by.isEmpty() ? Optional.empty() : Optional.of(String.join(",", by)))
                .with("asOf", Optional.ofNullable(asOf))
                .with("atLeast", Optional.ofNullable(atLeast))
                .toString();
    }
}
