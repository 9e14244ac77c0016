package org.casualtyledger.standalone.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** `ledger incident show` */
@Command(
        name = "show",
        description =
                "An incident: what its reports say, how it is judged, what counts of it and why, and who did what when.")
final class IncidentShow implements Callable<Integer> {
    private final Session session;
    @Mixin private final AsOf moment = new AsOf();
    @Mixin private final Rules rules = new Rules();

    @Parameters(paramLabel = "ID", description = "The incident")
    private String id = "";

    @Option(
            names = "--methodology",
            paramLabel = "NAME[@VERSION]",
            description = "Derive its ranges so. Default: the ledger's default")
    private @Nullable String methodology;

    IncidentShow(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        String query =
                rules.on(
                                moment.on(
                                        new LedgerClient.Query(Sending.incident(id))
                                                .with(
                                                        "methodology",
                                                        Optional.ofNullable(methodology))))
                        .toString();
        try (OpenLedger ledger = session.open()) {
            session.show(ledger.client().get(query), IncidentPage::render);
            return ExitCode.OK.code;
        }
    }
}
