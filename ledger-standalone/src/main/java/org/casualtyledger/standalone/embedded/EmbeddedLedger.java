package org.casualtyledger.standalone.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Ours to serve, or somebody else's already: what {@code --data DIR} leads to.
 *
 * <p>A start takes the lock, then PostgreSQL, then the server, then writes the address; the end
 * undoes the same in reverse. Killed anywhere between, the operating system frees the lock, and the
 * next start finds the rest.
 */
public sealed interface EmbeddedLedger {

    /**
     * How long a folder may be locked with nobody answering: a first start on a slow disk, or a
     * recovery.
     */
    Duration OTHER_STARTS = Duration.ofMinutes(2);

    /** Another process serves the folder. */
    record Elsewhere(ServerAddress address) implements EmbeddedLedger {}

    /** This process serves it, until closed or told to end. */
    final class Here implements EmbeddedLedger, AutoCloseable {
        private final ServerAddress address;
        private final Steps steps;

        private Here(ServerAddress address, Steps steps) {
            this.address = address;
            this.steps = steps;
        }

        public ServerAddress address() {
            return address;
        }

        /** Idempotent; if the shutdown hook is at it, waits for the hook. */
        @Override
        public void close() {
            steps.undo();
        }
    }

    /**
     * Takes the folder and serves it, or finds who does.
     *
     * @param port to listen on; 0 takes a free one
     * @param progress gets a line for whatever takes long
     * @throws FolderRefused if the folder is not a ledger's, is another major's, or is held by a
     *     process that does not answer
     */
    static EmbeddedLedger open(
            Path data,
            int port,
            boolean publicTallies,
            LedgerProcess process,
            Consumer<String> progress)
            throws Exception {
        long end = System.nanoTime() + OTHER_STARTS.toNanos();
        boolean told = false;
        while (true) {
            Optional<DataFolder> taken = DataFolder.take(data);
            if (taken.isPresent()) {
                return serve(
                        taken.get(), DataFolder::close, port, publicTallies, process, progress);
            }
            Optional<ServerAddress> other = ServerAddress.read(data.resolve("address"));
            if (other.isPresent() && answers(other.get().url())) {
                return new Elsewhere(other.get());
            }
            if (System.nanoTime() > end) {
                throw new FolderRefused(
                        data
                                + " is held by another process, whose server has not answered for "
                                + OTHER_STARTS.toSeconds()
                                + " s. See "
                                + data.resolve("log")
                                + ".");
            }
            if (!told) {
                progress.accept(data + " is in use; waiting for its server");
                told = true;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /** On a new folder, which is removed at the end. */
    static Here openTemporary(
            int port, boolean publicTallies, LedgerProcess process, Consumer<String> progress)
            throws Exception {
        Path data = Files.createTempDirectory("ledger-");
        DataFolder folder = DataFolder.take(data).orElseThrow();
        Steps.Undo<DataFolder> remove =
                f -> {
                    f.close();
                    PostgresBinaries.delete(f.path());
                };
        return serve(folder, remove, port, publicTallies, process, progress);
    }

    private static Here serve(
            DataFolder folder,
            Steps.Undo<DataFolder> giveUp,
            int port,
            boolean publicTallies,
            LedgerProcess process,
            Consumer<String> progress)
            throws Exception {
        Steps steps = Steps.undoneAtExit();
        try {
            steps.take(() -> folder, giveUp);
            refuseBusyPort(port);
            EmbeddedPostgres postgres =
                    steps.take(
                            () -> EmbeddedPostgres.start(folder, progress),
                            EmbeddedPostgres::close);
            String key = EmbeddedPostgres.secret();
            ServerSettings settings =
                    new ServerSettings(
                            postgres.jdbcUrl(),
                            EmbeddedPostgres.USER,
                            postgres.password(),
                            "127.0.0.1",
                            port,
                            folder.path(),
                            key,
                            publicTallies);
            URI url = steps.take(() -> process.start(settings), _ -> process.stop());
            ServerAddress address = new ServerAddress(url, key, ProcessHandle.current().pid());
            steps.take(
                    () -> {
                        address.write(folder.address());
                        return folder.address();
                    },
                    Files::deleteIfExists);
            return new Here(address, steps);
        } catch (Exception e) {
            steps.undo();
            throw e;
        }
    }

    /** Said before anything is started, and in plain words. */
    private static void refuseBusyPort(int port) {
        if (port == 0) {
            return;
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(
                    true); // as the server does: a port whose last owner has just left is free
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new MissingPrerequisite(
                    "Port "
                            + port
                            + " of 127.0.0.1 cannot be had ("
                            + e.getMessage()
                            + "). Choose another with --port; 0 takes a free one.");
        }
    }

    private static boolean answers(URI url) throws InterruptedException {
        try (HttpClient client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(2))
                        .build()) {
            HttpRequest health =
                    HttpRequest.newBuilder(URI.create(url + "/v1/health"))
                            .timeout(Duration.ofSeconds(5))
                            .build();
            return client.send(health, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
