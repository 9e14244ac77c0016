package org.casualtyledger.standalone.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
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

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT)
                    .build();
    private final URI server;
    private final Optional<String> key;

    LedgerClient(URI server, Optional<String> key) {
        this.server = server;
        this.key = key;
    }

    /** The body as it came, and the tag to correct it by. */
    record Answer(int status, String body, Optional<String> etag) {
        JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }
    }

    URI server() {
        return server;
    }

    Optional<String> key() {
        return key;
    }

    LedgerClient as(String otherKey) {
        return new LedgerClient(server, Optional.of(otherKey));
    }

    Answer get(String path) {
        return get(path, "application/json");
    }

    Answer get(String path, String accept) {
        return send(request(path).header("Accept", accept + ", application/problem+json").GET());
    }

    Answer post(String path, String json, Map<String, String> headers) {
        HttpRequest.Builder request =
                request(path)
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json, application/problem+json")
                        .POST(HttpRequest.BodyPublishers.ofString(json));
        headers.forEach(request::header);
        return send(request);
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server + path)).timeout(ANSWER);
        key.ifPresent(k -> request.header("Authorization", "Bearer " + k));
        return request;
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response =
                    http.send(
                            request.build(),
                            HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            if (response.statusCode() >= 400) {
                throw new Refusal(Problem.of(response.statusCode(), response.body()));
            }
            return new Answer(
                    response.statusCode(), response.body(), response.headers().firstValue("ETag"));
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
