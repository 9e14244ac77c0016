package org.casualtyledger.audit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.casualtyledger.audit.published.PublishedLog;

/** Serves a published log over HTTP, as a ledger's server does or as any web server would. */
public final class LogServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Integer> asked = new ConcurrentHashMap<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final Optional<String> apiKey;
    private final PublishedLog log;
    private final UnaryOperator<String> paths;

    private LogServer(PublishedLog log, Optional<String> apiKey, UnaryOperator<String> paths) {
        this.log = log;
        this.apiKey = apiKey;
        this.paths = paths;
        try {
            this.server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** The files of a mirror, below {@code /some/mirror/}. */
    public static LogServer ofMirror(PublishedLog log) {
        return new LogServer(
                log,
                Optional.empty(),
                path -> path.startsWith("/some/mirror/") ? path.substring(13) : "no such path");
    }

    /** A ledger's addresses. */
    public static LogServer ofLedger(PublishedLog log, Optional<String> apiKey) {
        return new LogServer(
                log,
                apiKey,
                path ->
                        switch (path) {
                            case "/v1/tallies/receipt" -> "tally-receipt";
                            case "/v1/tallies/key" -> "tally-key";
                            default ->
                                    path.startsWith("/log/") ? path.substring(5) : "no such path";
                        });
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String bearer = exchange.getRequestHeaders().getFirst("Authorization");
            if (apiKey.isPresent() && !("Bearer " + apiKey.get()).equals(bearer)) {
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            if (failures.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            String path = paths.apply(exchange.getRequestURI().getPath());
            asked.merge(path, 1, Integer::sum);
            Optional<byte[]> bytes = log.read(path);
            exchange.sendResponseHeaders(
                    bytes.isPresent() ? 200 : 404,
                    bytes.isEmpty() ? -1 : Math.max(0, bytes.get().length));
            if (bytes.isPresent()) {
                exchange.getResponseBody().write(bytes.get());
            }
        }
    }

    /** The next so many requests are answered with 503. */
    public void fail(int requests) {
        failures.set(requests);
    }

    /** How often each path was asked for. */
    public Map<String, Integer> asked() {
        return asked;
    }

    public URI url() {
        return URI.create(
                "http://"
                        + server.getAddress().getHostString()
                        + ":"
                        + server.getAddress().getPort());
    }

    public URI mirrorUrl() {
        return URI.create(url() + "/some/mirror");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
