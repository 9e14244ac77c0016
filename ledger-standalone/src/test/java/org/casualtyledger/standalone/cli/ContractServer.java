package org.casualtyledger.standalone.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.casualtyledger.standalone.embedded.LedgerProcess;
import org.casualtyledger.standalone.embedded.ServerSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Speaks the HTTP contract over a list in memory, strictly: what a client gets wrong is a problem
 * here too.
 */
final class ContractServer implements LedgerProcess, AutoCloseable {

    record Seen(
            String method,
            String path,
            String query,
            String authorization,
            Map<String, String> headers,
            String body) {}

    static final String TALLY =
            """
            {"rows":[
              {"theatre":"SYR","place":"الرقة","incidents":74,"withCivilianHarm":60,
               "killed":{"min":403,"max":593,"notStated":0,"openEnded":0},
               "injured":{"min":null,"max":null,"notStated":74,"openEnded":0},
               "undetermined":{"min":8,"max":8,"notStated":0,"openEnded":0}},
              {"theatre":"UKR","place":"unlocated in Донецька область","incidents":1,"withCivilianHarm":1,
               "killed":{"min":12,"max":12,"notStated":0,"openEnded":1},
               "injured":{"min":null,"max":null,"notStated":1,"openEnded":0},
               "undetermined":{"min":null,"max":null,"notStated":1,"openEnded":0}}],
             "total":{"incidents":75,"withCivilianHarm":61,
               "killed":{"min":1415,"max":1605,"notStated":0,"openEnded":1},
               "injured":{"min":null,"max":null,"notStated":75,"openEnded":0},
               "undetermined":{"min":8,"max":8,"notStated":1,"openEnded":0}},
             "overlapping":{"incidents":5,"withCivilianHarm":5,
               "killed":{"min":171,"max":171,"notStated":0,"openEnded":0},
               "injured":{"min":null,"max":null,"notStated":5,"openEnded":0},
               "undetermined":{"min":8,"max":8,"notStated":0,"openEnded":0}},
             "position":79,"methodology":{"name":"documented"}}
            """;

    final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final Map<String, String> keys = new LinkedHashMap<>();
    private final Map<String, ObjectNode> reports = new LinkedHashMap<>();
    private String importAnswer = "";
    private int importStatus = 200;
    private HttpServer server;
    private long position;

    static ContractServer started(String key) throws IOException {
        ContractServer contract = new ContractServer();
        contract.listen(0, key);
        return contract;
    }

    void answerImports(int status, String body) {
        importStatus = status;
        importAnswer = body;
    }

    @Override
    public URI start(ServerSettings settings) throws IOException {
        return listen(settings.port(), settings.localKey());
    }

    private URI listen(int port, String key) throws IOException {
        keys.put("Bearer " + key, "operator");
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
        return url();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    @Override
    public void close() {
        stop();
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        String body =
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
        URI uri = exchange.getRequestURI();
        String authorization =
                String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name, values.getFirst()));
        String utf8 =
                new String(body.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        Seen request =
                new Seen(
                        exchange.getRequestMethod(),
                        uri.getPath(),
                        String.valueOf(uri.getQuery()),
                        authorization,
                        headers,
                        utf8);
        seen.add(request);
        if (uri.getPath().equals("/v1/health")) {
            answer(exchange, 200, "application/json", "{\"status\":\"up\"}");
        } else if (!keys.containsKey(authorization)) {
            problem(exchange, 401, "No such key", "", "");
        } else {
            route(exchange, request);
        }
    }

    private void route(HttpExchange exchange, Seen request) throws IOException {
        String path = request.path();
        if (path.equals("/v1/tallies")) {
            answer(exchange, 200, "application/json", TALLY);
        } else if (path.equals("/v1/imports")) {
            answer(
                    exchange,
                    importStatus,
                    importStatus == 200 ? "application/x-ndjson" : "application/problem+json",
                    importAnswer);
        } else if (path.equals("/v1/admin/first-key")) {
            answer(exchange, 200, "application/json", "{\"key\":\"first-key\"}");
        } else if (path.equals("/v1/organisations")) {
            String id = json(request).path("id").asString();
            keys.put("Bearer key-of-" + id, id);
            answer(
                    exchange,
                    201,
                    "application/json",
                    "{\"organisation\":\"" + id + "\",\"key\":\"key-of-" + id + "\"}");
        } else if (path.equals("/v1/reports") && request.method().equals("POST")) {
            submit(exchange, request);
        } else if (path.startsWith("/v1/reports/")) {
            report(exchange, request);
        } else {
            problem(exchange, 404, "Not found", "", "");
        }
    }

    private void submit(HttpExchange exchange, Seen request) throws IOException {
        JsonNode report = json(request);
        if (!report.has("claim")) {
            problem(exchange, 400, "The report cannot be understood", "/claim", "missing");
            return;
        }
        String id = UUID.randomUUID().toString();
        ObjectNode receipt = JsonMapper.shared().createObjectNode();
        receipt.put("report", id)
                .put("incident", report.path("incident").asString(UUID.randomUUID().toString()))
                .put("externalId", report.path("externalId").asString())
                .put("position", position++)
                .put("leafHash", "00ff")
                .put("outcome", "accepted");
        reports.put(id, receipt);
        answer(exchange, 201, "application/json", receipt.toString());
    }

    private void report(HttpExchange exchange, Seen request) throws IOException {
        String[] parts = request.path().split("/");
        ObjectNode receipt = reports.get(parts[3]);
        if (receipt == null) {
            problem(exchange, 404, "No such report", "", "");
            return;
        }
        String tag = "\"" + receipt.path("position").asLong() + "\"";
        if (parts.length == 5
                && parts[4].equals("corrections")
                && !tag.equals(request.headers().get("If-match"))) {
            problem(exchange, 412, "The report has changed", "", "");
            return;
        }
        if (parts.length == 5) {
            receipt.put("position", position++);
        }
        exchange.getResponseHeaders().set("ETag", tag);
        answer(exchange, parts.length == 5 ? 201 : 200, "application/json", receipt.toString());
    }

    private static JsonNode json(Seen request) {
        return JsonMapper.shared().readTree(request.body());
    }

    private static void problem(
            HttpExchange exchange, int status, String title, String pointer, String code)
            throws IOException {
        String errors =
                code.isEmpty()
                        ? "[]"
                        : "[{\"pointer\":\""
                                + pointer
                                + "\",\"code\":\""
                                + code
                                + "\",\"detail\":\"is required\"}]";
        answer(
                exchange,
                status,
                "application/problem+json",
                "{\"type\":\"about:blank\",\"title\":\""
                        + title
                        + "\",\"status\":"
                        + status
                        + ",\"errors\":"
                        + errors
                        + "}");
    }

    private static void answer(HttpExchange exchange, int status, String type, String body)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, 0); // chunked
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body.getBytes(StandardCharsets.UTF_8));
        }
    }
}
