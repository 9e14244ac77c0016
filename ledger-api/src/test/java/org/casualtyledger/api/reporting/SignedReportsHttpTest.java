package org.casualtyledger.api.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.casualtyledger.api.testing.Signer;
import org.casualtyledger.api.testing.TestLedger;
import org.casualtyledger.api.testing.TestPostgres;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.ReportEvent;
import org.casualtyledger.events.json.Json;
import org.casualtyledger.events.merkle.Merkle;
import org.casualtyledger.events.signature.Covered;
import org.casualtyledger.events.signature.SignedReports;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Signatures of submitters over HTTP; whatever is stored is judged as an auditor would. */
class SignedReportsHttpTest {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static TestLedger ledger;

    private final String organisation = "signing-monitor-" + NUMBER.incrementAndGet();
    private final Signer signer = Signer.of(organisation);
    private String apiKey;

    @BeforeAll
    static void start() {
        try (HikariDataSource database = TestPostgres.database()) {
            ledger =
                    new TestLedger(
                            database.getJdbcUrl(),
                            "postgres",
                            "",
                            Map.of("ledger.audit.origin", Signer.ORIGIN));
        }
    }

    @AfterAll
    static void stop() {
        ledger.close();
    }

    @BeforeEach
    void an_organisation_with_a_key() {
        apiKey = ledger.organisation(organisation, "submit", "read");
        post(keys(), signer.registration(), 201);
    }

    @Test
    void a_report_that_is_signed_corrected_and_withdrawn_says_by_whom() {
        TestLedger.Answer receipt = submit(signer.submission(report("r", 4)), 201);
        assertThat(receipt.json().get("signedBy").stringValue()).isEqualTo(signer.keyId());
        receipt = correct(receipt, signer.correction(correction(5), "r", leafHash(receipt)), 201);
        receipt = correct(receipt, correction(6), 201);
        assertThat(receipt.json().has("signedBy")).isFalse();
        receipt = withdraw(receipt, signer.withdrawal(Json.object(), "r", leafHash(receipt)), 201);
        JsonNode history = ledger.get(path(receipt), apiKey).json().get("history");
        assertThat(history.get(0).get("signedBy").stringValue()).isEqualTo(signer.keyId());
        assertThat(history.get(1).get("signedBy").stringValue()).isEqualTo(signer.keyId());
        assertThat(history.get(2).get("signedBy").isNull()).isTrue();
        assertThat(history.get(3).get("signedBy").stringValue()).isEqualTo(signer.keyId());
        assertThat(history.get(0).get("texts").get(0).get("value").stringValue())
                .startsWith("SYNTHETIC");
    }

    @Test
    void a_signature_of_an_older_version_another_report_or_another_ledger_is_refused() {
        TestLedger.Answer first = submit(signer.submission(report("r", 4)), 201);
        ObjectNode back = signer.correction(correction(5), "r", leafHash(first));
        TestLedger.Answer second = correct(first, back, 201);
        TestLedger.Answer third =
                correct(second, signer.correction(correction(6), "r", leafHash(second)), 201);
        long size = size();
        assertThat(named(correct(third, back, 422)))
                .containsExactly("/signature/value bad-signature");
        ObjectNode elsewhere = signer.submission(report("other", 4)).put("externalId", "another");
        assertThat(named(submit(elsewhere, 422))).containsExactly("/signature/value bad-signature");
        Signer misled = signer.at("ledger.example/other");
        assertThat(named(submit(misled.submission(report("s", 4)), 422)))
                .containsExactly("/signature/value bad-signature");
        assertThat(size()).isEqualTo(size);
    }

    @Test
    void a_submitter_who_says_what_it_signed_is_told_which_part_is_wrong() {
        TestLedger.Answer first = submit(signer.submission(report("r", 4)), 201);
        TestLedger.Answer second = correct(first, correction(5), 201);
        ObjectNode late = signer.correction(correction(6), "r", leafHash(first));
        signature(late).put("supersedes", leafHash(first));
        TestLedger.Answer refused = correct(second, late, 422);
        assertThat(named(refused)).containsExactly("/signature/supersedes not-the-latest");
        assertThat(refused.json().toString()).contains(leafHash(second));
        ObjectNode misled = signer.submission(report("s", 4));
        signature(misled).put("origin", "ledger.example/other");
        refused = submit(misled, 422);
        assertThat(named(refused)).containsExactly("/signature/origin other-origin");
        assertThat(refused.json().toString()).contains(Signer.ORIGIN);
    }

    @Test
    void a_changed_figure_or_text_is_not_what_was_signed() {
        ObjectNode body = signer.submission(report("r", 4));
        ((ObjectNode) body.get("claim")).put("narrative", "SYNTHETIC, and another text");
        assertThat(named(submit(body, 422))).containsExactly("/signature/value bad-signature");
        ObjectNode signed = signer.submission(report("r", 4));
        signed.set("claim", report("r", 5).get("claim"));
        assertThat(named(submit(signed, 422))).containsExactly("/signature/value bad-signature");
    }

    @Test
    void an_unknown_key_and_a_revoked_one_are_refused() {
        assertThat(named(submit(Signer.of(organisation).submission(report("r", 4)), 422)))
                .containsExactly("/signature/key unknown-key");
        post(
                keys() + "/" + signer.keyId() + "/revocations",
                Json.object().put("reason", "stolen"),
                201);
        assertThat(named(submit(signer.submission(report("r", 4)), 422)))
                .containsExactly("/signature/key revoked-key");
    }

    @Test
    void a_bad_signature_is_refused_also_where_the_same_claim_stands() {
        submit(signer.submission(report("r", 4)), 201);
        assertThat(
                        submit(signer.submission(report("r", 4)), 200)
                                .json()
                                .get("outcome")
                                .stringValue())
                .isEqualTo("unchanged");
        submit(Signer.of(organisation).submission(report("r", 4)), 422);
        assertThat(submit(report("r", 4), 200).json().get("signedBy").stringValue())
                .isEqualTo(signer.keyId());
    }

    @Test
    void a_submitter_without_our_code_signs_what_the_dry_run_shows() {
        ObjectNode body = report("r", 9);
        ((ObjectNode) body.at("/claim/harm/killed/civilians/total")).put("max", 2);
        body.putObject("signature").put("seed", "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc");
        long size = size();
        TestLedger.Answer shown = post("/v1/reports?dryRun=true", body, 200);
        assertThat(size()).isEqualTo(size);
        assertThat(shown.json().get("outcome").stringValue()).isEqualTo("would-append");
        String covered = shown.json().get("covered").stringValue();
        assertThat(covered).contains("\"min\":2", "\"max\":9", "\"supersedes\":null");
        signature(body).put("key", signer.keyId()).put("value", signer.sign(new Covered(covered)));
        TestLedger.Answer receipt = submit(body, 201);

        ObjectNode correction = correction(5);
        correction
                .putObject("signature")
                .put("seed", "CAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg");
        shown = correct(receipt, "?dryRun=true", correction, 200);
        assertThat(shown.json().get("supersedes").stringValue()).isEqualTo(leafHash(receipt));
        signature(correction)
                .put("key", signer.keyId())
                .put("value", signer.sign(new Covered(shown.json().get("covered").stringValue())));
        correct(receipt, correction, 201);
    }

    @Test
    void what_a_signature_lacks_is_named() {
        ObjectNode body = report("r", 4);
        body.putObject("signature").put("more", 1);
        assertThat(named(submit(body, 422)))
                .containsExactlyInAnyOrder(
                        "/signature/seed missing",
                        "/signature/key missing",
                        "/signature/value missing",
                        "/signature/more unknown-field");
        body.putObject("signature")
                .put("seed", "short")
                .put("key", "K")
                .put("value", "V")
                .put("supersedes", "x");
        assertThat(named(submit(body, 422)))
                .containsExactlyInAnyOrder(
                        "/signature/seed not-valid",
                        "/signature/key not-valid",
                        "/signature/value not-valid",
                        "/signature/supersedes not-valid");
    }

    @Test
    void a_revocation_at_the_same_moment_comes_before_or_after_and_the_log_says_so() {
        for (int i = 0; i < 10; i++) {
            Signer second = Signer.of(organisation);
            post(keys(), second.registration(signer), 201);
            ObjectNode body = second.submission(report("race-" + i, 4));
            CompletableFuture<TestLedger.Answer> submitted =
                    CompletableFuture.supplyAsync(
                            () -> ledger.post("/v1/reports", apiKey, body.toString()));
            post(
                    keys() + "/" + second.keyId() + "/revocations",
                    Json.object().put("reason", "stolen"),
                    201);
            assertThat(submitted.join().status()).isIn(201, 422);
        }
        assertThat(verdicts())
                .noneMatch(verdict -> verdict instanceof SignedReports.Verdict.Invalid);
    }

    @Test
    void nothing_that_is_stored_is_signed_wrongly() {
        TestLedger.Answer receipt = submit(signer.submission(report("r", 4)), 201);
        correct(receipt, signer.correction(correction(5), "r", leafHash(receipt)), 201);
        assertThat(verdicts())
                .noneMatch(verdict -> verdict instanceof SignedReports.Verdict.Invalid)
                .anyMatch(verdict -> verdict instanceof SignedReports.Verdict.Valid);
    }

    /** Of every event, of reports and keys alike. */
    private static List<SignedReports.Verdict> verdicts() {
        SignedReports fold = new SignedReports(Signer.ORIGIN);
        List<SignedReports.Verdict> verdicts = new ArrayList<>();
        for (RecordedEvent event : ledger.events(0)) {
            byte[] leaf = EventCodec.encode(event);
            SignedReports.Verdict verdict = fold.next(event, leaf, Merkle.leafHash(leaf));
            boolean signed = event.event() instanceof ReportEvent e && e.signature().isPresent();
            assertThat(verdict instanceof SignedReports.Verdict.Unsigned && signed).isFalse();
            verdicts.add(verdict);
        }
        return verdicts;
    }

    private static ObjectNode report(String externalId, int killed) {
        return parsed(
                """
                {"externalId":"%s","claim":{"kind":"incident",
                  "when":{"from":"2017-06-03","to":"2017-06-03","precision":"day"},
                  "where":[{"name":"Sampleton","country":"Syria","precision":"exact"}],
                  "harm":{"killed":{"civilians":{"total":{"min":%d,"max":%d}}}},
                  "narrative":"SYNTHETIC, of nothing that happened: تقرير",
                  "sources":[{"publisher":"Sample Wire","title":"SYNTHETIC headline"}]}}
                """
                        .formatted(externalId, killed, killed + 2));
    }

    private static ObjectNode correction(int killed) {
        ObjectNode out = Json.object();
        out.set("claim", report("r", killed).get("claim"));
        return out.put("reason", "Counted again");
    }

    private static ObjectNode signature(ObjectNode body) {
        return (ObjectNode) body.get("signature");
    }

    private static ObjectNode parsed(String json) {
        try {
            return (ObjectNode) Json.parse(json.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } catch (Json.Malformed e) {
            throw new AssertionError(e);
        }
    }

    private String keys() {
        return "/v1/organisations/" + organisation + "/signing-keys";
    }

    private TestLedger.Answer submit(ObjectNode body, int status) {
        return post("/v1/reports", body, status);
    }

    private TestLedger.Answer correct(TestLedger.Answer before, ObjectNode body, int status) {
        return correct(before, "", body, status);
    }

    private TestLedger.Answer correct(
            TestLedger.Answer before, String query, ObjectNode body, int status) {
        return post(
                path(before) + "/corrections" + query,
                body,
                status,
                "If-Match",
                before.header("ETag"));
    }

    private TestLedger.Answer withdraw(TestLedger.Answer before, ObjectNode body, int status) {
        return post(path(before) + "/withdrawals", body, status);
    }

    private TestLedger.Answer post(String path, ObjectNode body, int status, String... headers) {
        TestLedger.Answer answer = ledger.post(path, apiKey, body.toString(), headers);
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(status);
        return answer;
    }

    private static String path(TestLedger.Answer receipt) {
        return "/v1/reports/" + receipt.json().get("report").stringValue();
    }

    private static String leafHash(TestLedger.Answer receipt) {
        return receipt.json().get("leafHash").stringValue();
    }

    private static long size() {
        return ledger.get("/v1/health", "").json().get("head").get("size").longValue();
    }

    private static List<String> named(TestLedger.Answer answer) {
        List<String> named = new ArrayList<>();
        answer.json()
                .get("errors")
                .forEach(
                        error ->
                                named.add(
                                        error.get("pointer").stringValue()
                                                + " "
                                                + error.get("code").stringValue()));
        return named;
    }
}
