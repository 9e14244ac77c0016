package org.casualtyledger.standalone.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "gazetteer",
        description = "Find a place by its name, in any script.",
        footer = {"", "  ledger gazetteer الرقة", "  ledger gazetteer Kharkiv --country Ukraine"})
final class GazetteerCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "NAME", description = "In Arabic, Cyrillic, Latin letters, or others")
    private String name = "";

    @Option(
            names = "--country",
            paramLabel = "COUNTRY",
            description = "Only there; its name or ISO code")
    private @Nullable String country;

    @Option(names = "--limit", paramLabel = "N", description = "How many at most. Default: 20")
    private @Nullable Integer limit;

    GazetteerCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        String query =
                new LedgerClient.Query("/v1/places")
                        .with("q", name)
                        .with("country", Optional.ofNullable(country))
                        .with("limit", Optional.ofNullable(limit))
                        .toString();
        try (OpenLedger ledger = session.open()) {
            session.show(ledger.client().get(query), PlaceWords::table);
            return ExitCode.OK.code;
        }
    }
}
