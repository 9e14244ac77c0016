package org.casualtyledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** HTTP as any client speaks it, under one key; none where it is empty. */
public record Requests(URI server, String key) {

    private static final HttpClient HTTP =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    public record Answer(int status, HttpHeaders headers, String body) {

        public Answer is(int expected) {
            assertThat(status).as(body).isEqualTo(expected);
            return this;
        }

        public JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }

        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        /** A refusal in the one form that refusals have, and of this kind. */
        public Answer isProblem(int expected, String slug) {
            isProblem();
            assertThat(status).as(body).isEqualTo(expected);
            assertThat(json().path("type").asString())
                    .isEqualTo("urn:casualty-ledger:problem:" + slug);
            return this;
        }

        /** What is wrong is named by these pointers, and nothing else is. */
        public Answer at(String... pointers) {
            List<String> named = new ArrayList<>();
            json().path("errors").forEach(e -> named.add(e.path("pointer").asString()));
            assertThat(named).as(body).containsExactlyInAnyOrder(pointers);
            return this;
        }

        public Answer isProblem() {
            assertThat(status).as(body).isBetween(400, 499);
            assertThat(header("Content-Type")).as(body).isEqualTo("application/problem+json");
            JsonNode problem = json();
            assertThat(problem.path("type").asString()).startsWith("urn:casualty-ledger:problem:");
            assertThat(problem.path("title").asString()).isNotBlank();
            assertThat(problem.path("status").asInt()).isEqualTo(status);
            return this;
        }
    }

    public Answer get(String path) {
        return get(path, Map.of());
    }

    public Answer get(String path, Map<String, String> headers) {
        return send("GET", path, HttpRequest.BodyPublishers.noBody(), headers);
    }

    public Answer post(String path, String json) {
        return post(path, json, Map.of());
    }

    public Answer post(String path, String json, Map<String, String> headers) {
        return post(path, json.getBytes(StandardCharsets.UTF_8), headers);
    }

    public Answer post(String path, byte[] body, Map<String, String> headers) {
        return send("POST", path, HttpRequest.BodyPublishers.ofByteArray(body), headers);
    }

    public Answer send(
            String verb, String path, HttpRequest.BodyPublisher body, Map<String, String> headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server + path))
                        .timeout(PATIENCE)
                        .method(verb, body);
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        headers.forEach(request::setHeader);
        try {
            HttpResponse<String> response =
                    HTTP.send(
                            request.build(),
                            HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (Exception e) {
            throw new AssertionError(verb + " " + path + " was not answered", e);
        }
    }

    /** Returns when the tallies have this position; a busy machine may need more than one ask. */
    public Requests counted(long position) {
        await().atMost(PATIENCE)
                .until(() -> get("/v1/tallies?atLeast=" + position).status() == 200);
        return this;
    }

    /** A query's value, as it stands in an address. */
    public static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
