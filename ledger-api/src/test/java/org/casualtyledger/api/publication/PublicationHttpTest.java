package org.casualtyledger.api.publication;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.casualtyledger.api.testing.SampleIncidents;
import org.casualtyledger.api.testing.TestLedger;
import org.casualtyledger.api.testing.TestPostgres;
import org.casualtyledger.events.ChallengeAnswered;
import org.casualtyledger.events.ChallengeRaised;
import org.casualtyledger.events.PublishedReceiptJson;
import org.casualtyledger.events.TallyPublished;
import org.casualtyledger.events.json.CanonicalJson;
import org.casualtyledger.events.json.Json;
import org.casualtyledger.events.note.Checkpoint;
import org.casualtyledger.events.note.SignedNote;
import org.casualtyledger.events.note.SigningKey;
import org.casualtyledger.events.note.VerifierKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Publishing, challenging and answering over HTTP, with receipts that a test's own key signed. */
class PublicationHttpTest {
    @TempDir static Path folder;

    private static TestLedger ledger;
    private static String monitor;
    private static String reader;
    private static String report;

    /** What the ledger itself signed. */
    private static Checkpoint signed;

    /** Stands for the read side's, which shares the log's name. */
    private static SigningKey key;

    @BeforeAll
    static void start() throws Exception {
        Path file = folder.resolve("tallies.vkey");
        try (HikariDataSource database = TestPostgres.database()) {
            ledger =
                    new TestLedger(
                            database.getJdbcUrl(),
                            "postgres",
                            "",
                            Map.of("ledger.tallies.verifier-key-file", file.toString()));
        }
        monitor = ledger.organisation("sample-monitor", "submit", "read");
        reader = ledger.organisation("sample-reader", "read");
        assertThat(
                        ledger.post(
                                        "/v1/publications",
                                        monitor,
                                        "{\"name\":\"N\",\"receipt\":\"x\"}")
                                .json()
                                .get("type")
                                .stringValue())
                .as("before the read side has a key")
                .endsWith("no-receipts");
        report = new SampleIncidents(ledger, monitor).syrian(1).report();
        signed =
                Awaitility.await()
                        .until(PublicationHttpTest::checkpoint, Optional::isPresent)
                        .get();
        key = SigningKey.generate(signed.origin() + "/tallies", VerifierKey.ED25519);
        Files.writeString(file, key.verifier() + "\n");
    }

    private static Optional<Checkpoint> checkpoint() throws SignedNote.NotANote {
        TestLedger.Answer answer = ledger.get("/log/checkpoint", TestLedger.OPERATOR_KEY);
        if (answer.status() != 200) {
            return Optional.empty();
        }
        Checkpoint checkpoint = Checkpoint.parse(SignedNote.parse(answer.raw().body()).text());
        return Optional.of(checkpoint).filter(tree -> tree.size() > 0);
    }

    @AfterAll
    static void stop() {
        ledger.close();
    }

    @Test
    void a_number_is_published_with_its_receipt_and_again_with_the_same_answer() {
        String body = publication("Annual count", note(signed, key, 3), "https://example.org/a");
        TestLedger.Answer first = ledger.post("/v1/publications", monitor, body);
        assertThat(first.status()).as(first.json().toString()).isEqualTo(201);
        assertThat(first.json().get("type").stringValue()).isEqualTo("tally-published");
        TallyPublished event = (TallyPublished) event(first);
        assertThat(event.publication().toString())
                .isEqualTo(first.json().get("publication").stringValue());
        assertThat(event.name()).isEqualTo("Annual count");
        assertThat(event.receipt().checkpoint()).isEqualTo(signed);
        assertThat(event.receipt().total().killed().min()).hasValue(3);
        assertThat(event.sd()).hasSize(1);
        TestLedger.Answer again = ledger.post("/v1/publications", monitor, body);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().get("outcome").stringValue()).isEqualTo("unchanged");
        assertThat(again.json().get("position")).isEqualTo(first.json().get("position"));
        TestLedger.Answer other =
                ledger.post("/v1/publications", monitor, body.replace("Annual", "Other"));
        assertThat(other.status()).isEqualTo(201);
        assertThat(other.json().get("publication")).isNotEqualTo(first.json().get("publication"));
    }

    @Test
    void a_receipt_that_this_ledger_did_not_sign_is_refused_and_says_why() {
        SigningKey forger = SigningKey.generate(key.name(), VerifierKey.ED25519);
        refused(publication("N", note(signed, forger, 3), null), "/receipt not-signed-here");
        String changed = note(signed, key, 3).replace("\"min\":3", "\"min\":2");
        refused(publication("N", changed, null), "/receipt not-signed-here");
        refused(publication("N", "nonsense", null), "/receipt not-signed-here");
        Checkpoint unknown = new Checkpoint(signed.origin(), signed.size(), new byte[32]);
        refused(publication("N", note(unknown, key, 3), null), "/receipt unknown-checkpoint");
        Checkpoint another = new Checkpoint("another/log", signed.size(), signed.root());
        refused(publication("N", note(another, key, 3), null), "/receipt another-log");
        refused(
                "{\"name\":7,\"colour\":1}",
                "/name wrong-type",
                "/receipt missing",
                "/colour unknown-field");
    }

    @Test
    void a_key_that_only_reads_publishes_nothing_but_challenges() {
        String body = publication("R", note(signed, key, 3), null);
        assertThat(ledger.post("/v1/publications", reader, body).status()).isEqualTo(403);
        TestLedger.Answer raised = challenge(reader, "report", report, 201);
        ChallengeRaised event = (ChallengeRaised) event(raised);
        assertThat(event.about().id().toString()).isEqualTo(report);
        assertThat(event.sd()).hasSize(1);
        assertThat(ledger.post("/v1/challenges", "", "{}").status()).isEqualTo(401);
    }

    @Test
    void the_challenged_organisation_answers_and_may_answer_again() {
        String id = challenge(reader, "report", report, 201).json().get("challenge").stringValue();
        String answer =
                "{\"outcome\":\"noted\",\"text\":\"We look into it.\",\"audience\":\"public\"}";
        TestLedger.Answer others = ledger.post("/v1/challenges/" + id + "/answers", reader, answer);
        assertThat(others.status()).isEqualTo(403);
        TestLedger.Answer first = ledger.post("/v1/challenges/" + id + "/answers", monitor, answer);
        assertThat(first.status()).as(first.json().toString()).isEqualTo(201);
        assertThat(((ChallengeAnswered) event(first)).outcome().code()).isEqualTo("noted");
        assertThat(
                        ledger.post(
                                        "/v1/challenges/" + id + "/answers",
                                        monitor,
                                        answer.replace("noted", "upheld"))
                                .status())
                .isEqualTo(201);
        TestLedger.Answer operator =
                ledger.post("/v1/challenges/" + id + "/answers", TestLedger.OPERATOR_KEY, answer);
        assertThat(operator.status()).isEqualTo(403);
    }

    @Test
    void an_administrator_answers_for_an_organisation_without_a_key() {
        ledger.post(
                "/v1/organisations",
                TestLedger.OPERATOR_KEY,
                "{\"id\":\"sample-dataset\",\"name\":\"Sample dataset\",\"scopes\":[]}");
        TestLedger.Answer submitted =
                ledger.post(
                        "/v1/reports?organisation=sample-dataset",
                        TestLedger.OPERATOR_KEY,
                        """
                        {"externalId":"D-1","claim":{"kind":"incident",
                         "when":{"from":"2017-06-03","to":"2017-06-03","precision":"day"},
                         "where":[{"name":"Sampleton","country":"Syria","precision":"exact"}],
                         "harm":{"killed":{"civilians":{"total":{"min":1,"max":1}}}}}}
                        """);
        assertThat(submitted.status()).as(submitted.json().toString()).isEqualTo(201);
        String id =
                challenge(reader, "report", submitted.json().get("report").stringValue(), 201)
                        .json()
                        .get("challenge")
                        .stringValue();
        TestLedger.Answer answered =
                ledger.post(
                        "/v1/challenges/" + id + "/answers?organisation=sample-dataset",
                        TestLedger.OPERATOR_KEY,
                        "{\"outcome\":\"rejected\",\"text\":\"As it is coded there.\"}");
        assertThat(answered.status()).as(answered.json().toString()).isEqualTo(201);
        assertThat(((ChallengeAnswered) event(answered)).enteredBy()).isPresent();
    }

    @Test
    void the_same_challenge_sent_again_under_its_key_is_raised_once() {
        String body = challengeOf("report", report);
        TestLedger.Answer first =
                ledger.post("/v1/challenges", reader, body, "Idempotency-Key", "c-1");
        TestLedger.Answer again =
                ledger.post("/v1/challenges", reader, body, "Idempotency-Key", "c-1");
        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().get("challenge")).isEqualTo(first.json().get("challenge"));
    }

    @Test
    void what_is_wrong_with_a_challenge_is_named_at_once() {
        TestLedger.Answer bad =
                ledger.post(
                        "/v1/challenges",
                        reader,
                        "{\"about\":{\"publication\":\"x\",\"colour\":1},\"code\":\"odd\",\"audience\":\"me\"}");
        assertThat(bad.status()).isEqualTo(422);
        assertThat(named(bad))
                .containsExactlyInAnyOrder(
                        "/about/publication not-a-uuid",
                        "/about/colour unknown-field",
                        "/code unknown-code",
                        "/grounds missing",
                        "/audience unknown-code");
        TestLedger.Answer unknown =
                challenge(reader, "publication", new UUID(9, 9).toString(), 422);
        assertThat(named(unknown)).containsExactly("/about/publication unknown-publication");
        assertThat(ledger.post("/v1/challenges/7/answers", monitor, "{}").status()).isEqualTo(404);
    }

    @Test
    void a_dry_run_decides_and_stores_nothing() {
        int before = ledger.events(0).size();
        TestLedger.Answer dry =
                ledger.post("/v1/challenges?dryRun=true", reader, challengeOf("report", report));
        assertThat(dry.status()).isEqualTo(200);
        assertThat(dry.json().get("outcome").stringValue()).isEqualTo("would-append");
        assertThat(ledger.events(0)).hasSize(before);
    }

    private static TestLedger.Answer challenge(String key, String kind, String id, int status) {
        TestLedger.Answer answer = ledger.post("/v1/challenges", key, challengeOf(kind, id));
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(status);
        return answer;
    }

    private static String challengeOf(String kind, String id) {
        return "{\"about\":{\"%s\":\"%s\"},\"code\":\"wrong-harm\",\"grounds\":\"They say otherwise.\"}"
                .formatted(kind, id);
    }

    private static void refused(String body, String... errors) {
        TestLedger.Answer answer = ledger.post("/v1/publications", monitor, body);
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(422);
        assertThat(named(answer)).containsExactlyInAnyOrder(errors);
    }

    private static Object event(TestLedger.Answer answer) {
        return ledger.events(answer.json().get("position").longValue()).getFirst().event();
    }

    private static List<String> named(TestLedger.Answer answer) {
        List<String> named = new ArrayList<>();
        for (JsonNode error : answer.json().get("errors")) {
            named.add(error.get("pointer").stringValue() + " " + error.get("code").stringValue());
        }
        return named;
    }

    private static String publication(
            String name, String note, @org.jspecify.annotations.Nullable String url) {
        ObjectNode body = Json.object().put("name", name).put("receipt", note);
        if (url != null) {
            body.put("url", url);
        }
        return body.toString();
    }

    /** A receipt as the read side signs it. */
    private static String note(Checkpoint checkpoint, SigningKey by, int killed) {
        ObjectNode receipt = Json.object();
        receipt.put("query", "");
        receipt.put("position", checkpoint.size() - 1);
        receipt.put("checkpoint", checkpoint.text());
        receipt.put("methodology", "documented@2");
        receipt.put("methodologyHash", "ab".repeat(32));
        receipt.put("semantics", 2);
        receipt.putNull("gazetteer");
        receipt.put("tallyDigest", "cd".repeat(32));
        receipt.put("postingsDigest", "ef".repeat(32));
        ObjectNode total = receipt.putObject("answer").putObject("total");
        total.put("incidents", 1).put("withCivilianHarm", 1);
        for (String harm : List.of("killed", "injured", "undetermined")) {
            total.putObject(harm)
                    .put("min", killed)
                    .put("max", killed)
                    .put("notStated", 0)
                    .put("openEnded", 0);
        }
        String text = PublishedReceiptJson.FORMAT + "\n" + CanonicalJson.text(receipt) + "\n";
        return new String(new SignedNote(text, List.of(by.sign(text))).bytes(), UTF_8);
    }
}
