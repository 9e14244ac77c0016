package org.casualtyledger.audit.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.casualtyledger.events.note.SignedNote;

/**
 * A witness over HTTP: {@code POST /add-checkpoint} as C2SP tlog-witness says, and {@code GET
 * /key}, its public key. Asks nobody who they are: the checkpoint's signature is all that counts.
 */
public final class WitnessServer implements AutoCloseable {
    /**
     * A proof has 3 kB at most. The rest is for signatures: sixteen, which every verifier has to
     * take, of the largest kind that is known have 110 kB.
     */
    static final int MOST_BYTES = 256 * 1024;

    /** At once. A request waits for one fsync; thousands a minute get through. */
    private static final int MOST_AT_ONCE = 64;

    private static final int BACKLOG = 128;
    private static final int STOP_SECONDS = 1;

    static {
        // Whoever sends a byte an hour holds a connection. The JDK's server reads these once.
        setUnlessSet("sun.net.httpserver.maxReqTime", "10"); // seconds for a whole request
        setUnlessSet("sun.net.httpserver.maxRspTime", "20"); // seconds for what follows it
        setUnlessSet("jdk.httpserver.maxConnections", "512");
    }

    private final Witness witness;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore free = new Semaphore(MOST_AT_ONCE);
    private final Consumer<String> notes;

    private WitnessServer(Witness witness, HttpServer server, Consumer<String> notes) {
        this.witness = witness;
        this.server = server;
        this.notes = notes;
    }

    /**
     * Serves until closed.
     *
     * @param address port 0 takes a free one
     * @param notes is told of faults of this machine, from any thread
     */
    public static WitnessServer start(
            Witness witness, InetSocketAddress address, Consumer<String> notes) throws IOException {
        HttpServer http = HttpServer.create(address, BACKLOG);
        WitnessServer server = new WitnessServer(witness, http, notes);
        http.setExecutor(server.threads);
        http.createContext("/", server::handle);
        http.start();
        return server;
    }

    public InetSocketAddress address() {
        return server.getAddress();
    }

    private record Response(int status, String type, String body) {
        Response(int status, String body) {
            this(status, "text/plain; charset=utf-8", body);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Response response = response(exchange);
            byte[] body = response.body().getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", response.type());
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.sendResponseHeaders(response.status(), -1);
                return;
            }
            exchange.sendResponseHeaders(response.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Response response(HttpExchange exchange) throws IOException {
        return switch (exchange.getRequestURI().getPath()) {
            case "/add-checkpoint" -> onlyFor("POST", exchange, this::bounded);
            case "/key" ->
                    onlyFor("GET", exchange, _ -> new Response(200, witness.verifier() + "\n"));
            default -> new Response(404, "there are /add-checkpoint and /key\n");
        };
    }

    @FunctionalInterface
    private interface Responding {
        Response to(HttpExchange exchange) throws IOException;
    }

    private static Response onlyFor(String method, HttpExchange exchange, Responding responding)
            throws IOException {
        if (!exchange.getRequestMethod().equals(method)) {
            exchange.getResponseHeaders().set("Allow", method);
            return new Response(405, method + " alone\n");
        }
        return responding.to(exchange);
    }

    private Response bounded(HttpExchange exchange) throws IOException {
        // Read before it takes a place, so that who sends slowly keeps nobody out.
        byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            exchange.getResponseHeaders().set("Connection", "close");
            return new Response(413, "more than " + MOST_BYTES + " bytes\n");
        }
        if (!free.tryAcquire()) {
            exchange.getResponseHeaders().set("Retry-After", "1");
            return new Response(503, "too many requests at once\n");
        }
        try {
            return addCheckpoint(body);
        } finally {
            free.release();
        }
    }

    private Response addCheckpoint(byte[] body) {
        try {
            return written(witness.addCheckpoint(body));
        } catch (IOException e) {
            notes.accept("A checkpoint could not be written down, and was not cosigned: " + e);
            return new Response(500, "the checkpoint could not be written down\n");
        }
    }

    private static Response written(Answer answer) {
        return switch (answer) {
            case Answer.Cosigned(SignedNote.Line line) -> new Response(200, line.written());
            case Answer.Malformed(String why) -> new Response(400, why + "\n");
            case Answer.NotSigned(String why) -> new Response(403, why + "\n");
            case Answer.UnknownLog(String origin) ->
                    new Response(404, "this witness does not watch " + origin + "\n");
            case Answer.Conflict(long size) -> new Response(409, "text/x.tlog.size", size + "\n");
            case Answer.Unproven(String why) -> new Response(422, why + "\n");
        };
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /** Lets what is being answered end, for a second. */
    @Override
    public void close() {
        server.stop(STOP_SECONDS);
        threads.close();
    }
}
