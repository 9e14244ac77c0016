package org.casualtyledger.standalone.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.casualtyledger.standalone.embedded.EmbeddedLedger;
import org.casualtyledger.standalone.embedded.FolderRefused;
import org.casualtyledger.standalone.embedded.ServerAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "serve",
        description = "Serve the ledger in a folder until stopped (SIGTERM or Ctrl-C).",
        footer = {
            "",
            "The first start of a folder prints an administrator key, once. Keep it.",
            "Without --data the folder is ./.ledger."
        })
final class ServeCommand implements Callable<Integer> {

    private static final Path DEFAULT_FOLDER = Path.of(".ledger");

    private final Session session;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8400",
            description = "Default: ${DEFAULT-VALUE}; 0 takes a free one")
    private int port;

    @Option(
            names = "--public-tallies",
            description = "Let anyone read tallies; submitting always needs a key")
    private boolean publicTallies;

    ServeCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        if (session.options().url().isPresent()) {
            throw new UsageFault("serve starts a server; --url names one that runs already");
        }
        Path data = session.options().data().orElse(DEFAULT_FOLDER);
        try (EmbeddedLedger.Here here = start(session, data, port, publicTallies)) {
            announce(here.address());
            untilStopped();
        }
        return ExitCode.OK.code;
    }

    static EmbeddedLedger.Here start(Session session, Path data, int port, boolean publicTallies)
            throws Exception {
        return switch (EmbeddedLedger.open(
                data, port, publicTallies, session.process().get(), session.console()::note)) {
            case EmbeddedLedger.Here here -> here;
            case EmbeddedLedger.Elsewhere(ServerAddress address) ->
                    throw new FolderRefused(
                            data
                                    + " is served already, at "
                                    + address
                                    + ". Commands given --data "
                                    + data
                                    + " use that server.");
        };
    }

    private void announce(ServerAddress address) {
        Optional<String> administrator = firstKey(address);
        Console console = session.console();
        if (session.options().json()) {
            ObjectNode json = JsonMapper.shared().createObjectNode();
            json.put("url", address.url().toString()).put("pid", address.pid());
            administrator.ifPresent(key -> json.put("administratorKey", key));
            console.data(json.toString());
            return;
        }
        console.data("address            " + address.url());
        administrator.ifPresent(
                key -> {
                    console.data("administrator key  " + key);
                    console.note(
                            "This key is shown once. Whoever has it may do everything but submit another's reports.");
                });
        console.note("Serving. Stop with Ctrl-C, or kill " + address.pid() + ".");
    }

    /** The server hands it out once, to its starter; afterwards it answers 409. */
    static Optional<String> firstKey(ServerAddress address) {
        try (LedgerClient client = new LedgerClient(address.url(), Optional.of(address.key()))) {
            return Optional.of(
                            client.post("/v1/admin/first-key", "", Map.of())
                                    .json()
                                    .path("key")
                                    .asString(""))
                    .filter(key -> !key.isEmpty());
        } catch (Refusal refusal) {
            if (refusal.problem().status() == 409) {
                return Optional.empty();
            }
            throw refusal;
        }
    }

    /** The shutdown hook stops the server while this waits; the process then ends by its signal. */
    static void untilStopped() throws InterruptedException {
        new CountDownLatch(1).await();
    }
}
