package org.casualtyledger.standalone.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The HTTP interface, as one caller sees it. Refusals come as {@link Refusal}, silence as {@link
 * Unreachable}.
 */
final class LedgerClient implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** An answer may first wait for `atLeast`, or fold a tally as of long ago. */
    private static final Duration ANSWER = Duration.ofSeconds(60);

    /** A server reads a whole file through before its first row's answer. */
    private static final Duration CHECKING = Duration.ofMinutes(5);

    /** The slowest line that an upload of any size still gets through. */
    private static final long SLOWEST_BYTES_A_SECOND = 32 * 1024;

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT)
                    .build();
    private final Servers servers;
    private final Optional<String> key;

    LedgerClient(URI server, Optional<String> key) {
        this(Servers.one(server), key);
    }

    LedgerClient(Servers servers, Optional<String> key) {
        this.servers = servers;
        this.key = key;
    }

    /** The body as it came, and the tag to correct it by. */
    record Answer(int status, String body, Optional<String> etag) {
        JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }
    }

    /** Of the write side, where there are two. */
    URI server() {
        return servers.write();
    }

    Optional<String> key() {
        return key;
    }

    LedgerClient as(String otherKey) {
        return new LedgerClient(servers, Optional.of(otherKey));
    }

    Answer get(String path) {
        return get(path, "application/json");
    }

    Answer get(String path, String accept) {
        return send(
                request("GET", path).header("Accept", accept + ", application/problem+json").GET());
    }

    Answer post(String path, String json, Map<String, String> headers) {
        HttpRequest.Builder request = jsonRequest(path, json);
        headers.forEach(request::header);
        return send(request);
    }

    /** For what reads all tallies before it answers. */
    Answer getPatiently(String path) {
        return send(
                request("GET", path)
                        .timeout(CHECKING)
                        .header("Accept", "application/json, application/problem+json")
                        .GET());
    }

    Answer delete(String path) {
        return send(
                request("DELETE", path)
                        .timeout(CHECKING)
                        .header("Accept", "application/json, application/problem+json")
                        .DELETE());
    }

    /** For what reads the whole log before it answers. */
    Answer postPatiently(String path, String json) {
        return send(jsonRequest(path, json).timeout(CHECKING));
    }

    private HttpRequest.Builder jsonRequest(String path, String json) {
        return request("POST", path)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, application/problem+json")
                .POST(HttpRequest.BodyPublishers.ofString(json));
    }

    /**
     * Sends a file; what the server says of it is read as it comes. Sent only once the server is
     * willing (RFC 9110 §10.1.1): of a refusal nothing would be heard but a broken connection,
     * while the rest of the file is still on its way.
     *
     * @return the answer's body; a connection that breaks, or is silent for too long, is an
     *     IOException of it
     */
    InputStream post(String path, Path file, Map<String, String> headers) throws IOException {
        HttpRequest.Builder request =
                request("POST", path)
                        .expectContinue(true)
                        .timeout(CHECKING.plusSeconds(Files.size(file) / SLOWEST_BYTES_A_SECOND))
                        .POST(HttpRequest.BodyPublishers.ofFile(file));
        headers.forEach(request::header);
        HttpResponse<InputStream> response =
                answered(request, HttpResponse.BodyHandlers.ofInputStream());
        InputStream body = new Impatient(response.body(), ANSWER);
        if (response.statusCode() == 200) {
            return body;
        }
        try (body) {
            String problem = new String(body.readAllBytes(), StandardCharsets.UTF_8);
            throw new Refusal(Problem.of(response.statusCode(), problem));
        }
    }

    private HttpRequest.Builder request(String method, String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(servers.of(method, path) + path)).timeout(ANSWER);
        key.ifPresent(k -> request.header("Authorization", "Bearer " + k));
        return request;
    }

    private Answer send(HttpRequest.Builder request) {
        HttpResponse<String> response =
                answered(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        if (response.statusCode() >= 400) {
            throw new Refusal(Problem.of(response.statusCode(), response.body()));
        }
        return new Answer(
                response.statusCode(), response.body(), response.headers().firstValue("ETag"));
    }

    private <T> HttpResponse<T> answered(
            HttpRequest.Builder builder, HttpResponse.BodyHandler<T> body) {
        HttpRequest request = builder.build();
        URI server = request.uri().resolve("/");
        try {
            return http.send(request, body);
        } catch (IOException e) {
            throw new Unreachable(server, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable(server, new IOException("interrupted", e));
        }
    }

    /** A path with its query; a name may stand several times. */
    static final class Query {
        private final String path;
        private final List<String> parts = new ArrayList<>();

        Query(String path) {
            this.path = path;
        }

        Query with(String name, Object value) {
            parts.add(name + "=" + URLEncoder.encode(value.toString(), StandardCharsets.UTF_8));
            return this;
        }

        Query with(String name, Optional<?> value) {
            value.ifPresent(v -> with(name, v));
            return this;
        }

        @Override
        public String toString() {
            return parts.isEmpty() ? path : path + "?" + String.join("&", parts);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
