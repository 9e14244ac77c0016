package org.casualtyledger.api.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.casualtyledger.api.testing.TestLedger;
import org.casualtyledger.api.testing.TestPostgres;
import org.casualtyledger.events.json.CanonicalJson;
import org.casualtyledger.events.merkle.Merkle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ReportingHttpTest {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static TestLedger ledger;
    private static String monitor;
    private static String network;

    @BeforeAll
    static void start() {
        try (HikariDataSource database = TestPostgres.database()) {
            ledger = new TestLedger(database.getJdbcUrl(), "postgres", "");
        }
        monitor = ledger.organisation("sample-monitor", "submit", "read");
        network = ledger.organisation("sample-network", "submit");
    }

    @AfterAll
    static void stop() {
        ledger.close();
    }

    @Test
    void a_submitted_report_is_answered_with_its_receipt_and_read_back() {
        TestLedger.Answer receipt = submit(monitor, "first", 4, 6);
        assertThat(receipt.status()).isEqualTo(201);
        assertThat(receipt.json().get("leafHash").stringValue()).matches("[0-9a-f]{64}");
        String id = receipt.json().get("report").stringValue();
        TestLedger.Answer report = ledger.get("/v1/reports/" + id, monitor);
        assertThat(report.status()).isEqualTo(200);
        assertThat(report.json().get("status").stringValue()).isEqualTo("standing");
        assertThat(report.header("ETag")).isEqualTo(receipt.header("ETag"));
        JsonNode event = report.json().get("history").get(0);
        assertThat(event.get("leaf").get("data").get("claim").toString())
                .doesNotContain("SYNTHETIC");
        assertThat(event.get("texts").get(0).get("value").stringValue())
                .startsWith("SYNTHETIC SAMPLE");
    }

    @Test
    void the_leaf_that_is_served_hashes_to_the_hash_of_the_receipt() {
        TestLedger.Answer receipt = submit(monitor, "hashed", 4, 6);
        JsonNode event =
                ledger.get("/v1/reports/" + receipt.json().get("report").stringValue(), monitor)
                        .json()
                        .get("history")
                        .get(0);
        byte[] hash = Merkle.leafHash(CanonicalJson.bytes(event.get("leaf")));
        assertThat(HexFormat.of().formatHex(hash))
                .isEqualTo(receipt.json().get("leafHash").stringValue());
    }

    @Test
    void the_same_claim_again_is_answered_with_the_first_receipt() {
        TestLedger.Answer first = submit(monitor, "twice", 1, 2);
        TestLedger.Answer again = submit(monitor, "twice", 1, 2);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().get("outcome").stringValue()).isEqualTo("unchanged");
        assertThat(again.json().get("position")).isEqualTo(first.json().get("position"));
    }

    @Test
    void another_claim_under_a_known_external_id_is_a_conflict_that_names_the_position() {
        TestLedger.Answer first = submit(monitor, "known", 1, 2);
        TestLedger.Answer other = submit(monitor, "known", 1, 3);
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.json().get("type").stringValue()).endsWith("already-submitted");
        assertThat(other.json().get("detail").stringValue())
                .contains("position " + first.json().get("position"));
    }

    @Test
    void an_alias_stands_for_its_report() {
        String body =
                body("with-alias", 1, 2)
                        .replace("\"claim\"", "\"aliases\":[\"other-name\"],\"claim\"");
        TestLedger.Answer first = ledger.post("/v1/reports", monitor, body);
        assertThat(submit(monitor, "other-name", 7, 8).status()).isEqualTo(409);
        assertThat(submit(monitor, "other-name", 1, 2).json().get("report"))
                .isEqualTo(first.json().get("report"));
    }

    @Test
    void a_correction_needs_the_version_that_it_corrects() {
        TestLedger.Answer first = submit(monitor, "corrected", 4, 6);
        String path = "/v1/reports/" + first.json().get("report").stringValue() + "/corrections";
        String body = correction(5, 6);
        assertThat(ledger.post(path, monitor, body).status()).isEqualTo(428);
        assertThat(ledger.post(path, network, body, "If-Match", first.header("ETag")).status())
                .isEqualTo(404);
        TestLedger.Answer corrected =
                ledger.post(path, monitor, body, "If-Match", first.header("ETag"));
        assertThat(corrected.status()).isEqualTo(201);
        TestLedger.Answer late =
                ledger.post(path, monitor, correction(9, 9), "If-Match", first.header("ETag"));
        assertThat(late.status()).isEqualTo(412);
        TestLedger.Answer same =
                ledger.post(path, monitor, body, "If-Match", corrected.header("ETag"));
        assertThat(same.json().get("outcome").stringValue()).isEqualTo("unchanged");
        assertThat(submit(monitor, "corrected", 5, 6).json().get("position"))
                .as("the corrected claim is the known one now")
                .isEqualTo(corrected.json().get("position"));
    }

    @Test
    void a_withdrawn_report_keeps_its_history_and_takes_nothing_more() {
        TestLedger.Answer first = submit(monitor, "withdrawn", 4, 6);
        String path = "/v1/reports/" + first.json().get("report").stringValue();
        String reason =
                "{\"reason\":\"entered-in-error\",\"note\":\"SYNTHETIC SAMPLE: typed twice\"}";
        assertThat(ledger.post(path + "/withdrawals", monitor, reason).status()).isEqualTo(201);
        assertThat(ledger.post(path + "/withdrawals", monitor, reason).status()).isEqualTo(409);
        TestLedger.Answer report = ledger.get(path, monitor);
        assertThat(report.json().get("status").stringValue()).isEqualTo("withdrawn");
        assertThat(report.json().get("history").size()).isEqualTo(2);
        assertThat(
                        ledger.post(
                                        path + "/corrections",
                                        monitor,
                                        correction(1, 1),
                                        "If-Match",
                                        report.header("ETag"))
                                .status())
                .isEqualTo(409);
    }

    @Test
    void an_idempotency_key_repeats_the_first_receipt_and_refuses_another_body() {
        TestLedger.Answer first =
                ledger.post("/v1/reports", monitor, body("keyed", 1, 1), "Idempotency-Key", "k-1");
        TestLedger.Answer again =
                ledger.post(
                        "/v1/reports",
                        monitor,
                        " " + body("keyed", 1, 1),
                        "Idempotency-Key",
                        "k-1");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().get("position")).isEqualTo(first.json().get("position"));
        assertThat(
                        ledger.post(
                                        "/v1/reports",
                                        monitor,
                                        body("keyed-2", 1, 1),
                                        "Idempotency-Key",
                                        "k-1")
                                .status())
                .isEqualTo(422);
    }

    @Test
    void what_was_corrected_or_withdrawn_under_a_key_is_answered_again_and_not_refused() {
        TestLedger.Answer first = submit(monitor, "keyed-twice", 1, 2);
        String path = "/v1/reports/" + first.json().get("report").stringValue();
        String tag = first.header("ETag");
        String withdrawal = "{\"reason\":\"entered-in-error\"}";

        TestLedger.Answer corrected =
                ledger.post(
                        path + "/corrections",
                        monitor,
                        correction(3, 4),
                        "If-Match",
                        tag,
                        "Idempotency-Key",
                        "k-c");
        TestLedger.Answer withdrawn =
                ledger.post(path + "/withdrawals", monitor, withdrawal, "Idempotency-Key", "k-w");
        assertThat(withdrawn.status()).isEqualTo(201);

        for (TestLedger.Answer again :
                List.of(
                        ledger.post(
                                path + "/corrections",
                                monitor,
                                correction(3, 4),
                                "If-Match",
                                tag,
                                "Idempotency-Key",
                                "k-c"),
                        ledger.post(
                                path + "/withdrawals",
                                monitor,
                                withdrawal,
                                "Idempotency-Key",
                                "k-w"))) {
            assertThat(again.status()).isEqualTo(200);
            assertThat(again.json().get("outcome").stringValue()).isEqualTo("replayed");
            assertThat(List.of(corrected.json().get("position"), withdrawn.json().get("position")))
                    .contains(again.json().get("position"));
        }
        assertThat(
                        ledger.post(
                                        path + "/withdrawals",
                                        monitor,
                                        "{\"reason\":\"other\"}",
                                        "Idempotency-Key",
                                        "k-w")
                                .status())
                .isEqualTo(422);
    }

    @Test
    void two_organisations_report_one_incident() {
        TestLedger.Answer first = submit(monitor, "shared", 4, 6);
        String incident = first.json().get("incident").stringValue();
        String body =
                body("theirs", 5, 9)
                        .replace("\"claim\"", "\"incident\":\"" + incident + "\",\"claim\"");
        TestLedger.Answer second = ledger.post("/v1/reports", network, body);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.json().get("incident").stringValue()).isEqualTo(incident);
        String unknown =
                body.replace(incident, "0199d5a0-0000-7000-8000-00000000ffff")
                        .replace("theirs", "theirs-2");
        assertThat(
                        ledger.post("/v1/reports", network, unknown)
                                .json()
                                .get("errors")
                                .get(0)
                                .get("code")
                                .stringValue())
                .isEqualTo("unknown-incident");
    }

    @Test
    void a_list_goes_on_where_it_stopped_and_is_as_of_when_it_began() {
        for (int i = 0; i < 5; i++) {
            submit(network, "listed-" + i, 1, 1);
        }
        List<String> seen = new ArrayList<>();
        String cursor = "";
        JsonNode page;
        do {
            page =
                    ledger.get("/v1/reports?organisation=sample-network&limit=2" + cursor, monitor)
                            .json();
            page.get("reports").forEach(report -> seen.add(report.get("externalId").stringValue()));
            cursor = "&cursor=" + page.get("next").asString("");
            submit(network, "late-" + NUMBER.incrementAndGet(), 1, 1);
        } while (!page.get("next").isNull());
        assertThat(seen).contains("listed-0", "listed-4").doesNotHaveDuplicates();
        assertThat(seen).noneMatch(id -> id.startsWith("late-"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
        broken JSON                | {"externalId":               | 400 | not-json
        empty body                 |                              | 400 | not-json
        a list                     | []                           | 422 | wrong-type
        duplicate keys             | {"externalId":"a","externalId":"b"} | 400 | duplicate-key
        an unknown field           | {"externalId":"a","surprise":1,"claim":{"kind":"incident","when":{"from":"2017-06-03","to":"2017-06-03","precision":"day"}}} | 422 | unknown-field
        U+0000                     | {"externalId":"a\\u0000b","claim":{"kind":"incident","when":{"from":"2017-06-03","to":"2017-06-03","precision":"day"}}} | 422 | bad-text
        a lone surrogate           | {"externalId":"a\\ud800","claim":{"kind":"incident","when":{"from":"2017-06-03","to":"2017-06-03","precision":"day"}}} | 422 | bad-text
        a date before 1900         | {"externalId":"a","claim":{"kind":"incident","when":{"from":"1017-06-03","to":"2017-06-03","precision":"day"}}} | 422 | too-early
        a date in the future       | {"externalId":"a","claim":{"kind":"incident","when":{"from":"2017-06-03","to":"9999-06-03","precision":"day"}}} | 422 | in-the-future
        no such date               | {"externalId":"a","claim":{"kind":"incident","when":{"from":"2017-02-30","to":"2017-06-03","precision":"day"}}} | 422 | not-a-date
        an interval of 11 years    | {"externalId":"a","claim":{"kind":"incident","when":{"from":"2001-06-03","to":"2012-06-04","precision":"longer"}}} | 422 | too-long
        a count of two million     | {"externalId":"a","claim":{"kind":"incident","when":{"from":"2017-06-03","to":"2017-06-03","precision":"day"},"harm":{"killed":{"civilians":{"total":{"min":2000000}}}}}} | 422 | out-of-bounds
        a negative count           | {"externalId":"a","claim":{"kind":"incident","when":{"from":"2017-06-03","to":"2017-06-03","precision":"day"},"harm":{"killed":{"civilians":{"total":{"min":-1}}}}}} | 422 | out-of-bounds
        a count with a fraction    | {"externalId":"a","claim":{"kind":"incident","when":{"from":"2017-06-03","to":"2017-06-03","precision":"day"},"harm":{"killed":{"civilians":{"total":{"min":1.5}}}}}} | 422 | wrong-type
        a count as text            | {"externalId":"a","claim":{"kind":"incident","when":{"from":"2017-06-03","to":"2017-06-03","precision":"day"},"harm":{"killed":{"civilians":{"total":{"min":"4"}}}}}} | 422 | wrong-type
        """)
    void bad_input_is_a_problem_that_names_its_fault(
            String name, String body, int status, String code) {
        long before = size();
        TestLedger.Answer answer = ledger.post("/v1/reports", monitor, body == null ? "" : body);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().get("errors").toString()).contains("\"" + code + "\"");
        assertThat(size()).isEqualTo(before);
    }

    @Test
    void every_fault_is_named_at_once() {
        JsonNode errors =
                ledger.post(
                                "/v1/reports",
                                monitor,
                                "{\"claim\":{\"kind\":\"rumour\",\"when\":{\"from\":\"x\",\"to\":\"2017-06-03\",\"precision\":\"day\"},\"a/b\":1}}")
                        .json()
                        .get("errors");
        List<String> pointers = new ArrayList<>();
        errors.forEach(error -> pointers.add(error.get("pointer").stringValue()));
        assertThat(pointers)
                .containsExactlyInAnyOrder(
                        "/externalId", "/claim/kind", "/claim/when/from", "/claim/a~1b");
    }

    @Test
    void bounds_in_the_wrong_order_are_swapped_and_flagged() {
        TestLedger.Answer answer = submit(monitor, "swapped", 8, 7);
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().get("flags").toString())
                .contains("bounds-swapped", "/claim/harm/killed/civilians/total");
    }

    @Test
    void ten_megabytes_are_refused_and_nothing_is_stored() {
        long before = size();
        assertThat(ledger.post("/v1/reports", monitor, new byte[10_000_000]).status())
                .isEqualTo(413);
        assertThat(size()).isEqualTo(before);
    }

    @Test
    void a_leaf_of_more_bytes_than_a_leaf_may_have_is_refused() {
        String source = "{\"publisher\":\"" + "ж".repeat(190) + "\"}";
        String sources = (source + ",").repeat(199) + source;
        TestLedger.Answer answer =
                ledger.post(
                        "/v1/reports",
                        monitor,
                        body("huge", 1, 1)
                                .replaceFirst(
                                        "\"sources\":\\[.*\\]", "\"sources\":[" + sources + "]"));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().get("errors").get(0).get("code").stringValue())
                .isEqualTo("leaf-too-large");
    }

    @Test
    void who_has_no_key_or_a_wrong_one_or_the_wrong_scope_is_told_so() {
        assertThat(ledger.post("/v1/reports", "", "{}").status()).isEqualTo(401);
        assertThat(ledger.post("/v1/reports", "wrong", "{}").status()).isEqualTo(401);
        assertThat(ledger.get("/v1/me", "").status()).isEqualTo(401);
        assertThat(ledger.post("/v1/organisations", monitor, "{}").status()).isEqualTo(403);
        assertThat(ledger.get("/v1/me", monitor).json().get("scopes").toString())
                .isEqualTo("[\"read\",\"submit\"]");
    }

    @Test
    void what_does_not_exist_is_a_problem_too() {
        assertThat(ledger.get("/v1/nothing", monitor).json().get("status").intValue())
                .isEqualTo(404);
        assertThat(ledger.get("/v1/reports/no-uuid", monitor).status()).isEqualTo(404);
        assertThat(
                        ledger.get("/v1/reports?colour=red&limit=0", monitor)
                                .json()
                                .get("errors")
                                .size())
                .isEqualTo(2);
        assertThat(ledger.send(ledger.request("/v1/reports", monitor).DELETE().build()).status())
                .isEqualTo(405);
    }

    @Test
    void the_openapi_document_describes_every_address_by_hand() {
        JsonNode document = ledger.get("/v3/api-docs", "").json();
        assertThat(document.get("openapi").stringValue()).startsWith("3.1");
        document.get("paths").propertyNames().stream()
                .filter(path -> path.startsWith("/v1/"))
                .forEach(
                        path ->
                                document.get("paths")
                                        .get(path)
                                        .forEach(
                                                operation ->
                                                        assertThat(
                                                                        operation
                                                                                .path("summary")
                                                                                .asString(""))
                                                                .as(path)
                                                                .isNotEmpty()));
        assertThat(document.get("paths").has("/v1/imports")).isTrue();
        assertThat(document.get("components").get("schemas").has("Claim")).isTrue();
        assertThat(ledger.get("/v3/api-docs.html", "").status()).isEqualTo(302);
    }

    private static long size() {
        return ledger.get("/v1/health", "").json().get("head").get("size").longValue();
    }

    private static TestLedger.Answer submit(String key, String externalId, int min, int max) {
        return ledger.post("/v1/reports", key, body(externalId, min, max));
    }

    private static String body(String externalId, int min, int max) {
        return "{\"externalId\":\"%s\",\"claim\":%s}".formatted(externalId, claim(min, max));
    }

    private static String correction(int min, int max) {
        return "{\"reason\":\"SYNTHETIC SAMPLE: recounted\",\"claim\":%s}"
                .formatted(claim(min, max));
    }

    private static String claim(int min, int max) {
        return """
            {"kind":"incident","when":{"from":"2017-06-03","to":"2017-06-03","precision":"day"},
             "where":[{"name":"Example town","admin":["Example Governorate"],"country":"Syria","precision":"exact"}],
             "harm":{"killed":{"civilians":{"total":{"min":%d,"max":%d}}}},
             "narrative":"SYNTHETIC SAMPLE, no real event","sources":[{"publisher":"Sample Wire","date":"2017-06-04","title":"SYNTHETIC SAMPLE"}]}
            """
                .formatted(min, max);
    }
}
