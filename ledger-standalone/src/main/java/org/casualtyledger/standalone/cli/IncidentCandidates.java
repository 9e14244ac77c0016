package org.casualtyledger.standalone.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
            session.show(ledger.client().get(query), Outline::of);
            return ExitCode.OK.code;
        }
    }
}
