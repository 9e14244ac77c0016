package org.casualtyledger.standalone.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A ledger's HTTP interface, as its operator and as organisations meet it. */
final class HttpLedger implements AutoCloseable {
    static final Duration WAIT = Duration.ofMinutes(5);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI address;
    private final String operatorKey;

    HttpLedger(URI address, String operatorKey) {
        this.address = address;
        this.operatorKey = operatorKey;
    }

    /** Registers an organisation without a key. */
    void register(String organisation) throws IOException, InterruptedException {
        registered(organisation, List.of());
    }

    /**
     * Registers an organisation.
     *
     * @param scopes at least one
     * @return a key of its own
     */
    String register(String organisation, List<String> scopes)
            throws IOException, InterruptedException {
        return JsonMapper.shared()
                .readTree(registered(organisation, scopes))
                .path("key")
                .asString();
    }

    private String registered(String organisation, List<String> scopes)
            throws IOException, InterruptedException {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.put("id", organisation).put("name", SyntheticWorld.MARK);
        scopes.forEach(body.putArray("scopes")::add);
        HttpResponse<String> answer =
                send(
                        request("/v1/organisations")
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body.toString())),
                        HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 201) {
            throw refused(answer.body());
        }
        return answer.body();
    }

    /** A request with the operator's key. */
    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path))
                .header("Authorization", "Bearer " + operatorKey)
                .timeout(WAIT);
    }

    <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body)
            throws IOException, InterruptedException {
        return http.send(request.build(), body);
    }

    /** A connection for a load, with an organisation's key. */
    KeptConnection connect(String key) throws IOException {
        return new KeptConnection(address, key);
    }

    static IllegalStateException refused(String answer) {
        return new IllegalStateException("the ledger answered: " + answer);
    }

    @Override
    public void close() {
        http.close();
    }
}
