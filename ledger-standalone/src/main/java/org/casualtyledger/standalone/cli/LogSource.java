package org.casualtyledger.standalone.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.casualtyledger.audit.published.DirectoryLog;
import org.casualtyledger.audit.published.HttpLog;
import org.casualtyledger.audit.published.PublishedLog;
import org.casualtyledger.events.note.VerifierKey;
import tools.jackson.databind.JsonNode;

/**
 * The published log that a command reads: of a server, of a folder that a mirror keeps, or of an
 * embedded ledger, whose own keys are then at hand.
 *
 * @param key of the log, where it lies beside it
 * @param tallyKey of receipts of tallies, likewise
 */
record LogSource(
        PublishedLog log,
        Optional<VerifierKey> key,
        Optional<VerifierKey> tallyKey,
        AutoCloseable server)
        implements AutoCloseable {

    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    /** Signing follows an append within a second, unless the log is held. */
    private static final Duration SIGNED_WITHIN = Duration.ofSeconds(20);

    /**
     * Opens what was named.
     *
     * @param named URL or DIR; empty for the ledger of {@code --data}, {@code --url} or the
     *     environment
     */
    static LogSource open(Session session, Optional<String> named) throws Exception {
        GlobalOptions options = session.options();
        if (named.isPresent()) {
            if (options.data().isPresent() || options.url().isPresent()) {
                throw new UsageFault("two logs are named; give URL, DIR, --url or --data");
            }
            return alone(named(named.get(), options.key()));
        }
        if (options.data().isEmpty()) {
            return alone(http(options.servers(), options.key()));
        }
        OpenLedger ledger = session.open();
        try {
            LedgerClient client = ledger.client();
            awaitSigned(client, session.console());
            Path audit = options.data().get().resolve("audit");
            return new LogSource(
                    http(Servers.one(client.server()), client.key()),
                    key(audit.resolve("log.vkey")),
                    key(audit.resolve("tallies.vkey")),
                    ledger);
        } catch (Exception e) {
            ledger.close();
            throw e;
        }
    }

    private static LogSource alone(PublishedLog log) {
        return new LogSource(log, Optional.empty(), Optional.empty(), () -> {});
    }

    /** A server, a mirror on a web server, or a mirror's folder. */
    static PublishedLog named(String named, Optional<String> apiKey) {
        if (named.startsWith("http://") || named.startsWith("https://")) {
            return http(Servers.one(URI.create(named)), apiKey);
        }
        return folder(Path.of(named));
    }

    static PublishedLog folder(Path folder) {
        try {
            return new DirectoryLog(folder);
        } catch (NotDirectoryException e) {
            throw new UsageFault(folder + " is no folder, and no http:// or https:// address");
        } catch (IOException e) {
            throw new UsageFault(folder + " cannot be read: " + e.getMessage());
        }
    }

    private static PublishedLog http(Servers servers, Optional<String> apiKey) {
        try {
            return HttpLog.open(servers.write(), servers.read(), apiKey);
        } catch (IOException e) {
            throw fault(servers.write(), e);
        }
    }

    /** What a shell is told of a log that cannot be read: nothing is proven either way. */
    static RuntimeException fault(URI url, IOException e) {
        return e instanceof PublishedLog.Refused
                ? new Refusal(Problem.of(403, String.valueOf(e.getMessage())))
                : new Unreachable(url, e);
    }

    /** As {@link #fault(URI, IOException)}. */
    RuntimeException fault(IOException e) {
        return fault(URI.create("file:///").resolve(log.name().replace(' ', '+')), e);
    }

    private static Optional<VerifierKey> key(Path file) throws IOException {
        return Files.isRegularFile(file)
                ? Optional.of(VerifierKey.parse(Files.readString(file)))
                : Optional.empty();
    }

    /** A folder that was just opened may still be signing what it has. */
    private static void awaitSigned(LedgerClient client, Console console)
            throws InterruptedException {
        long end = System.nanoTime() + SIGNED_WITHIN.toNanos();
        while (true) {
            JsonNode log = client.get("/v1/log").json();
            if (log.path("checkpoint").path("size").asLong(-1) >= log.path("size").asLong(0)) {
                return;
            }
            if (log.path("held").isString() || System.nanoTime() > end) {
                console.note(
                        "Not everything is signed: "
                                + log.path("held").asString("the signer is behind"));
                return;
            }
            Thread.sleep(LOOK_EVERY);
        }
    }

    @Override
    public void close() throws Exception {
        log.close();
        server.close();
    }
}
