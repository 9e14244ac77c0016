package org.casualtyledger.standalone.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.casualtyledger.standalone.embedded.EmbeddedLedger;
import org.casualtyledger.standalone.embedded.FolderRefused;
import org.casualtyledger.standalone.embedded.ServerAddress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "demo",
        description =
                "Start a ledger with synthetic reports, show a tally, and serve until stopped.",
        footer = {
            "",
            "Every sample is invented and says so: " + SampleReports.MARK + ".",
            "Without --data it lives in a temporary folder that is removed at the end."
        })
final class DemoCommand implements Callable<Integer> {

    private static final int USUAL_PORT = 8400;

    /** A ledger keeps what it is told for ever, so samples never go where real reports may be. */
    private static final String MARKER = "SYNTHETIC";

    private final Session session;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Default: 8400, or a free one with --exit; 0 takes a free one")
    private @Nullable Integer port;

    @Option(names = "--exit", description = "End after the table")
    private boolean exit;

    DemoCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        if (session.options().url().isPresent()) {
            throw new UsageFault(
                    "demo starts a ledger of its own; --url names one that runs already");
        }
        Console console = session.console();
        boolean fresh = session.options().data().map(DemoCommand::prepare).orElse(true);
        try (EmbeddedLedger.Here here = start();
                LedgerClient operator =
                        new LedgerClient(here.address().url(), Optional.of(here.address().key()))) {
            Optional<SampleReports.Played> played = Optional.empty();
            if (fresh) {
                console.note("submitting the sample: " + SampleReports.MARK);
                played = Optional.of(SampleReports.play(operator));
                if (session.options().data().isPresent()) {
                    Files.writeString(
                            session.options().data().get().resolve(MARKER),
                            SampleReports.MARK + "\n");
                }
            }
            show(operator, played);
            if (!exit) {
                next(here.address(), played);
                ServeCommand.untilStopped();
            }
        }
        return ExitCode.OK.code;
    }

    private EmbeddedLedger.Here start() throws Exception {
        int chosen = port != null ? port : exit ? 0 : USUAL_PORT;
        Optional<Path> data = session.options().data();
        return data.isPresent()
                ? ServeCommand.start(session, data.get(), chosen, true)
                : EmbeddedLedger.openTemporary(
                        chosen, true, session.process().get(), session.console()::note);
    }

    /** True where the sample is still to be submitted. */
    private static boolean prepare(Path data) {
        if (Files.exists(data.resolve(MARKER))) {
            return false;
        }
        if (Files.exists(data.resolve("VERSION"))) {
            throw new FolderRefused(
                    data
                            + " holds a ledger that is not the demo's (or a demo that was broken off)."
                            + " Invented deaths would stay in its history for ever; name a new folder.");
        }
        return true;
    }

    private void show(LedgerClient operator, Optional<SampleReports.Played> played) {
        Console console = session.console();
        LedgerClient.Query query =
                new LedgerClient.Query("/v1/tallies").with("by", "theatre,place");
        played.ifPresent(p -> query.with("atLeast", p.position()));
        String body = operator.get(query.toString()).body();
        if (session.options().json()) {
            ObjectNode json = (ObjectNode) JsonMapper.shared().readTree(body);
            console.data(json.put("notice", SampleReports.MARK).toString());
            return;
        }
        JsonNode tally = JsonMapper.shared().readTree(body);
        console.data(SampleReports.MARK);
        played.ifPresent(
                p ->
                        console.data(
                                p.reports()
                                        + " reports of two organisations, "
                                        + p.corrections()
                                        + " corrections, "
                                        + p.withdrawals()
                                        + " withdrawals"));
        console.data("");
        console.data(TallyTable.render(tally, List.of("theatre", "place")).stripTrailing());
    }

    private void next(ServerAddress address, Optional<SampleReports.Played> played)
            throws IOException {
        Console console = session.console();
        Optional<String> administrator = ServeCommand.firstKey(address);
        console.data("");
        console.data("address            " + address.url());
        administrator.ifPresent(key -> console.data("administrator key  " + key));
        played.ifPresent(p -> console.data("Sample Monitor key " + p.firstKey()));
        console.data("\nWhat to try next, in another terminal:\n");
        console.data("  export LEDGER_URL=" + address.url());
        administrator.ifPresent(key -> console.data("  export LEDGER_KEY=" + key));
        console.data("  ./ledger tally --by month");
        console.data("  ./ledger tally --by place --theatre SYR");
        played.ifPresent(
                p -> {
                    console.data(
                            "  ./ledger tally --by theatre --as-of "
                                    + p.position() / 2
                                    + "    # as it stood half way through");
                    console.data("  ./ledger report show " + p.firstReport());
                });
        console.data("  ./ledger report list --organisation sample-monitor --limit 5");
        console.data("  curl \"$LEDGER_URL/v1/tallies?by=place\"");
        console.note("\nServing. Stop with Ctrl-C, or kill " + address.pid() + ".");
    }
}
