package org.casualtyledger.standalone.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** `ledger incident list` */
@Command(name = "list", description = "Incidents, a page at a time.")
final class IncidentList implements Callable<Integer> {
    private final Session session;
    @Mixin private final AsOf moment = new AsOf();
    @Mixin private final Rules rules = new Rules();

    @Option(names = "--theatre", paramLabel = "CODE", description = "Only this theatre")
    private @Nullable String theatre;

    @Option(
            names = "--organisation",
            paramLabel = "ID",
            description = "Only those that this organisation reported")
    private @Nullable String organisation;

    @Option(names = "--from", paramLabel = "DATE", description = "The first day")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "DATE", description = "The last day")
    private @Nullable String to;

    @Option(names = "--grade", paramLabel = "GRADE", description = "Only incidents of this grade")
    private @Nullable String grade;

    @Option(
            names = "--methodology",
            paramLabel = "NAME[@VERSION]",
            description = "Derive the ranges so. Default: the ledger's default")
    private @Nullable String methodology;

    @Option(names = "--limit", paramLabel = "N", description = "How many at most")
    private @Nullable Integer limit;

    @Option(names = "--cursor", paramLabel = "CURSOR", description = "Where the page before ended")
    private @Nullable String cursor;

    IncidentList(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        String query =
                rules.on(
                                moment.on(
                                        new LedgerClient.Query("/v1/incidents")
                                                .with("theatre", Optional.ofNullable(theatre))
                                                .with(
                                                        "organisation",
                                                        Optional.ofNullable(organisation))
                                                .with("from", Optional.ofNullable(from))
                                                .with("to", Optional.ofNullable(to))
                                                .with("grade", Optional.ofNullable(grade))
                                                .with(
                                                        "methodology",
                                                        Optional.ofNullable(methodology))
                                                .with("limit", Optional.ofNullable(limit))
                                                .with("cursor", Optional.ofNullable(cursor))))
                        .toString();
        try (OpenLedger ledger = session.open()) {
            session.show(ledger.client().get(query), this::words);
            return ExitCode.OK.code;
        }
    }

    private String words(JsonNode answer) {
        if (answer.path("incidents").isEmpty()) {
            return "No incidents. That is not a finding of no harm.";
        }
        if (answer.path("next").isString()) {
            session.console().note("More with --cursor " + answer.path("next").asString());
        }
        return IncidentRows.table(answer.path("incidents"));
    }
}
