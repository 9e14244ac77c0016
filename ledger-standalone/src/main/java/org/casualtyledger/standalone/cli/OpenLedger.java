package org.casualtyledger.standalone.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.casualtyledger.standalone.embedded.EmbeddedLedger;
import org.casualtyledger.standalone.embedded.ServerAddress;

/**
 * The ledger that a command talks to: one that runs already, or one that runs in this process until
 * the command ends.
 */
final class OpenLedger implements AutoCloseable {

    private final LedgerClient client;
    private final AutoCloseable server;

    private OpenLedger(LedgerClient client, AutoCloseable server) {
        this.client = client;
        this.server = server;
    }

    static OpenLedger open(Session session) throws Exception {
        GlobalOptions options = session.options();
        if (options.data().isEmpty()) {
            return new OpenLedger(new LedgerClient(options.servers(), options.key()), () -> {});
        }
        if (options.url().isPresent()) {
            throw new UsageFault("--url and --data name two ledgers; give one of them");
        }
        Path data = options.data().get();
        return switch (EmbeddedLedger.open(
                data, 0, false, session.process().get(), session.console()::note)) {
            case EmbeddedLedger.Elsewhere(ServerAddress address) ->
                    new OpenLedger(client(address, options), () -> {});
            case EmbeddedLedger.Here here -> {
                LedgerClient client = client(here.address(), options);
                CaughtUp.await(client, session.console());
                yield new OpenLedger(client, here);
            }
        };
    }

    /** $LEDGER_KEY is for the server that it was got from; a folder's own key goes before it. */
    private static LedgerClient client(ServerAddress address, GlobalOptions options) {
        URI url = address.url();
        return new LedgerClient(url, options.statedKey().or(() -> Optional.of(address.key())));
    }

    LedgerClient client() {
        return client;
    }

    @Override
    public void close() throws Exception {
        client.close();
        server.close();
    }
}
