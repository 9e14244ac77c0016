package org.casualtyledger.standalone.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** `ledger incident candidates` */
@Command(
        name = "candidates",
        description = "Incidents that may be the same, best first, each with the reasons.",
        footer = {
            "",
            "Nothing is merged by itself: confirm with `incident duplicate` or `incident merge`, or dismiss."
        })
final class IncidentCandidates implements Callable<Integer> {
    private final Session session;
    @Mixin private final AsOf moment = new AsOf();
    @Mixin private final Rules rules = new Rules();

    @Parameters(paramLabel = "ID", description = "The incident")
    private String id = "";

    @Option(names = "--limit", paramLabel = "N", description = "How many at most")
    private @Nullable Integer limit;

    @Option(names = "--all", description = "Those that were merged, confirmed or dismissed, too")
    private boolean all;

    IncidentCandidates(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        String query =
                rules.on(
                                moment.on(
                                        new LedgerClient.Query(Sending.incident(id) + "/candidates")
                                                .with("limit", Optional.ofNullable(limit))
                                                .with(
                                                        "status",
                                                        all
                                                                ? Optional.of("all")
                                                                : Optional.empty())))
                        .toString();
        try (OpenLedger ledger = session.open()) {
            session.show(ledger.client().get(query), IncidentCandidates::words);
            return ExitCode.OK.code;
        }
    }

    private static String words(JsonNode answer) {
        List<String> lines = new ArrayList<>();
        for (JsonNode candidate : answer.path("candidates")) {
            List<String> organisations = new ArrayList<>();
            candidate.path("organisations").forEach(one -> organisations.add(one.asString("")));
            lines.add(
                    "incident "
                            + IncidentPage.text(candidate, "incident")
                            + "  score "
                            + IncidentPage.text(candidate, "score")
                            + "  "
                            + IncidentPage.text(candidate, "status")
                            + "  of "
                            + String.join(", ", organisations));
            for (JsonNode reason : candidate.path("reasons")) {
                lines.add(
                        "  "
                                + SignedRange.signed(reason.path("points").asLong())
                                + "  "
                                + IncidentPage.text(reason, "words"));
            }
        }
        if (lines.isEmpty()) {
            lines.add("No candidate.");
        }
        if (!answer.path("complete").asBoolean(true)) {
            lines.add("There may be more: the search was cut off.");
        }
        lines.add("");
        lines.add(
                "As of position "
                        + IncidentPage.text(answer, "position")
                        + ". Open from score "
                        + IncidentPage.text(answer, "threshold")
                        + ". Reasons to look, and no probability: nothing is merged by itself.");
        return String.join("\n", lines);
    }
}
