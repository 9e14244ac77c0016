package org.casualtyledger.standalone.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The synthetic sample: steps of two invented organisations, in order. Played over HTTP, as anybody
 * would; nothing in it happened.
 */
final class SampleReports {

    static final String RESOURCE = "/sample/synthetic-reports.ndjson";
    static final String MARK = "SYNTHETIC SAMPLE – not real people or events";

    /** What playing it has left behind. */
    record Played(
            int reports,
            int corrections,
            int withdrawals,
            long position,
            String firstReport,
            String firstKey) {}

    private final LedgerClient operator;
    private final Map<String, LedgerClient> organisations = new HashMap<>();
    private final Map<String, JsonNode> receipts = new HashMap<>();
    private int reports;
    private int corrections;
    private int withdrawals;
    private long position;
    private String firstReport = "";
    private String firstKey = "";

    private SampleReports(LedgerClient operator) {
        this.operator = operator;
    }

    static List<JsonNode> steps() {
        try (InputStream in = SampleReports.class.getResourceAsStream(RESOURCE)) {
            String text =
                    new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().map(line -> JsonMapper.shared().readTree(line)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Played play(LedgerClient operator) {
        SampleReports sample = new SampleReports(operator);
        try {
            steps().forEach(sample::step);
        } finally {
            sample.organisations.values().forEach(LedgerClient::close);
        }
        return new Played(
                sample.reports,
                sample.corrections,
                sample.withdrawals,
                sample.position,
                sample.firstReport,
                sample.firstKey);
    }

    private void step(JsonNode step) {
        String kind = step.path("step").asString();
        switch (kind) {
            case "organisation" -> organisation(step);
            case "submit" -> submit(step);
            case "correct" -> correct(step);
            case "withdraw" -> withdraw(step);
            default -> throw new IllegalStateException("no such step in the sample: " + kind);
        }
    }

    private void organisation(JsonNode step) {
        String id = step.path("id").asString();
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.put("id", id).put("name", step.path("name").asString());
        body.putArray("scopes").add("submit").add("read");
        String key =
                operator.post("/v1/organisations", body.toString(), Map.of())
                        .json()
                        .path("key")
                        .asString();
        organisations.put(id, operator.as(key));
        firstKey = firstKey.isEmpty() ? key : firstKey;
    }

    private void submit(JsonNode step) {
        ObjectNode report = (ObjectNode) step.path("report").deepCopy();
        String about = step.path("sameEventAs").asString("");
        if (!about.isEmpty()) {
            report.put("incident", receipt(about).path("incident").asString());
        }
        JsonNode receipt = by(step).post("/v1/reports", report.toString(), Map.of()).json();
        receipts.put(report.path("externalId").asString(), receipt);
        firstReport = firstReport.isEmpty() ? receipt.path("report").asString() : firstReport;
        reports++;
        reached(receipt);
    }

    private void correct(JsonNode step) {
        LedgerClient client = by(step);
        String path = "/v1/reports/" + report(step);
        Map<String, String> headers =
                client.get(path).etag().map(tag -> Map.of("If-Match", tag)).orElse(Map.of());
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.set("claim", step.path("claim"));
        body.put("reason", step.path("reason").asString());
        reached(client.post(path + "/corrections", body.toString(), headers).json());
        corrections++;
    }

    private void withdraw(JsonNode step) {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.put("reason", step.path("reason").asString());
        body.put("note", step.path("note").asString());
        reached(
                by(step).post(
                                "/v1/reports/" + report(step) + "/withdrawals",
                                body.toString(),
                                Map.of())
                        .json());
        withdrawals++;
    }

    private LedgerClient by(JsonNode step) {
        return Objects.requireNonNull(organisations.get(step.path("by").asString()));
    }

    private JsonNode receipt(String externalId) {
        return Objects.requireNonNull(receipts.get(externalId));
    }

    private String report(JsonNode step) {
        return receipt(step.path("externalId").asString()).path("report").asString();
    }

    private void reached(JsonNode receipt) {
        position = Math.max(position, receipt.path("position").asLong());
    }
}
