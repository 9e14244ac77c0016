package org.casualtyledger.api.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.casualtyledger.api.LedgerApiApplication;
import org.casualtyledger.api.eventlog.Append;
import org.casualtyledger.api.eventlog.AppendResult;
import org.casualtyledger.api.eventlog.EventLog;
import org.casualtyledger.api.leaf.Attributed;
import org.casualtyledger.api.leaf.EventLeafCodec;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.LedgerEvent;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.Uuids;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The write side as it runs, on a database of its own, spoken to over HTTP. */
public final class TestLedger implements AutoCloseable {
    public static final String OPERATOR_KEY = "operator-key-of-this-test";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Path audit;
    private final ConfigurableApplicationContext context;
    private final String base;

    public TestLedger(String jdbcUrl, String user, String password) {
        this(jdbcUrl, user, password, Map.of());
    }

    /**
     * @param settings beside those of every test
     */
    public TestLedger(String jdbcUrl, String user, String password, Map<String, Object> settings) {
        this.audit = auditFolder();
        this.context =
                new SpringApplicationBuilder(LedgerApiApplication.class)
                        .properties(
                                Map.of(
                                        "ledger.log.jdbc-url", jdbcUrl,
                                        "ledger.log.user", user,
                                        "ledger.log.password", password,
                                        "ledger.local-key", OPERATOR_KEY,
                                        "ledger.audit.dir", audit.toString(),
                                        "server.port", "0"))
                        .properties(settings)
                        .run("--server.port=0");
        this.base =
                "http://127.0.0.1:"
                        + ((ServletWebServerApplicationContext) context).getWebServer().getPort();
    }

    private static Path auditFolder() {
        try {
            return Files.createTempDirectory("ledger-audit-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An answer, read. */
    public record Answer(int status, HttpResponse<byte[]> raw, JsonNode json) {
        public String header(String name) {
            return raw.headers().firstValue(name).orElse("");
        }
    }

    /**
     * Appends what another slice would, on no condition.
     *
     * @return its position
     */
    public long append(String by, String theatre, LedgerEvent event) {
        Attributed payload =
                Attributed.pending(new OrganisationId(by), new TheatreId(theatre), event);
        UUID id = Uuids.timeOrdered(System.currentTimeMillis());
        AppendResult result =
                context.getBean(EventLog.class)
                        .append(Append.of(EventLeafCodec.leaf(id, payload)))
                        .join();
        if (result instanceof AppendResult.Appended appended) {
            return appended.receipts().getFirst().position();
        }
        throw new AssertionError(result.toString());
    }

    /** Decoded events from a position on, at most a page. */
    public List<RecordedEvent> events(long from) {
        return context.getBean(EventLog.class).read(from, EventLog.MAX_PAGE).stream()
                .map(stored -> EventCodec.decode(stored.leaf()))
                .toList();
    }

    /** Registers an organisation and answers its key. */
    public String organisation(String id, String... scopes) {
        String body =
                "{\"id\":\"%s\",\"name\":\"%s (synthetic)\",\"scopes\":[\"%s\"]}"
                        .formatted(id, id, String.join("\",\"", scopes));
        Answer answer = post("/v1/organisations", OPERATOR_KEY, body);
        if (answer.status() != 201) {
            throw new AssertionError(answer.json().toString());
        }
        return answer.json().get("key").stringValue();
    }

    /** One more key of an organisation, to judge with: of a person, or for some theatres. */
    public String key(String organisation, String members) {
        Answer answer =
                post(
                        "/v1/organisations/" + organisation + "/keys",
                        OPERATOR_KEY,
                        "{\"scopes\":[\"assess\"],%s}".formatted(members));
        if (answer.status() != 201) {
            throw new AssertionError(answer.json().toString());
        }
        return answer.json().get("key").stringValue();
    }

    public Answer get(String path, String key, String... headers) {
        return send(request(path, key, headers).GET().build());
    }

    public Answer post(String path, String key, String body, String... headers) {
        return post(path, key, body.getBytes(java.nio.charset.StandardCharsets.UTF_8), headers);
    }

    public Answer post(String path, String key, byte[] body, String... headers) {
        return send(
                request(path, key, headers)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build());
    }

    public Answer send(HttpRequest request) {
        try {
            HttpResponse<byte[]> raw = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            String type = raw.headers().firstValue("Content-Type").orElse("");
            return new Answer(
                    raw.statusCode(),
                    raw,
                    raw.body().length > 0 && type.contains("json") && !type.contains("ndjson")
                            ? JSON.readTree(raw.body())
                            : JSON.createObjectNode());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    public HttpRequest.Builder request(String path, String key, String... headers) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30));
        if (!key.isEmpty()) {
            builder.header("Authorization", "Bearer " + key);
        }
        if (headers.length > 0) {
            builder.headers(headers);
        }
        return builder;
    }

    @Override
    public void close() {
        context.close();
        try {
            FileSystemUtils.deleteRecursively(audit);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
