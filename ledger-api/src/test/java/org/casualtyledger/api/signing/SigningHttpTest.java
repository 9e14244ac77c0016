package org.casualtyledger.api.signing;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.casualtyledger.api.testing.Signer;
import org.casualtyledger.api.testing.TestLedger;
import org.casualtyledger.api.testing.TestPostgres;
import org.casualtyledger.events.KeyAdded;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Signing keys over HTTP. */
class SigningHttpTest {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static TestLedger ledger;

    private final String organisation = "signer-" + NUMBER.incrementAndGet();
    private final Signer first = Signer.of(organisation);
    private final Signer second = Signer.of(organisation);
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
    void an_organisation() {
        apiKey = ledger.organisation(organisation, "submit");
    }

    @Test
    void a_key_is_added_endorses_another_and_is_revoked() {
        TestLedger.Answer added = add(first.registration(), 201);
        assertThat(added.json().get("keyId").stringValue()).isEqualTo(first.keyId());
        long position = added.json().get("position").longValue();
        assertThat(((KeyAdded) ledger.events(position).getFirst().event()).keyId().value())
                .isEqualTo(first.keyId());
        add(second.registration(first), 201);
        TestLedger.Answer revoked = revoke(first.keyId(), "superseded", 201);
        JsonNode keys = keys().get("keys");
        assertThat(keys).hasSize(2);
        assertThat(keys.get(0).get("addedAt").longValue()).isEqualTo(position);
        assertThat(keys.get(0).get("revokedAt")).isEqualTo(revoked.json().get("position"));
        assertThat(keys.get(1).get("endorsedBy").stringValue()).isEqualTo(first.keyId());
        assertThat(keys().get("origin").stringValue()).isEqualTo(Signer.ORIGIN);
    }

    @Test
    void the_same_again_is_answered_with_its_receipt() {
        TestLedger.Answer added = add(first.registration(), 201);
        assertThat(add(first.registration(), 200).json().get("position"))
                .isEqualTo(added.json().get("position"));
        TestLedger.Answer revoked = revoke(first.keyId(), "lost", 201);
        assertThat(revoke(first.keyId(), "lost", 200).json().get("position"))
                .isEqualTo(revoked.json().get("position"));
    }

    @Test
    void a_key_that_was_revoked_or_that_nobody_endorsed_is_refused() {
        add(first.registration(), 201);
        assertThat(named(add(second.registration(), 422)))
                .containsExactly("/endorsement not-endorsed");
        assertThat(named(add(second.registration(Signer.of(organisation)), 422)))
                .containsExactly("/endorsement/key unknown-key");
        add(second.registration(first), 201);
        revoke(first.keyId(), "stolen", 201);
        assertThat(named(add(first.registration(second), 422))).containsExactly("/key key-known");
        assertThat(named(add(Signer.of(organisation).registration(first), 422)))
                .containsExactly("/endorsement/key revoked-key");
    }

    @Test
    void a_key_is_proved_for_this_ledger_and_by_who_holds_it() {
        assertThat(named(add(first.at("ledger.example/other").registration(), 422)))
                .containsExactly("/possession bad-possession");
        ObjectNode stolen = first.registration();
        stolen.set("possession", second.registration().get("possession"));
        TestLedger.Answer refused = add(stolen, 422);
        assertThat(named(refused)).containsExactly("/possession bad-possession");
        assertThat(refused.json().get("errors").get(0).get("detail").stringValue())
                .contains("\"context\":\"casualty-ledger/key-added/v1\"");
    }

    @Test
    void nobody_adds_or_revokes_the_key_of_another_organisation() {
        String other = ledger.organisation(organisation + "-other", "submit");
        String path = "/v1/organisations/" + organisation + "/signing-keys";
        assertThat(ledger.post(path, other, first.registration().toString()).status())
                .isEqualTo(403);
        assertThat(
                        ledger.post(path, TestLedger.OPERATOR_KEY, first.registration().toString())
                                .status())
                .isEqualTo(403);
        add(first.registration(), 201);
        assertThat(
                        ledger.post(
                                        path + "/" + first.keyId() + "/revocations",
                                        TestLedger.OPERATOR_KEY,
                                        "{\"reason\":\"stolen\"}")
                                .status())
                .isEqualTo(403);
    }

    @Test
    void what_is_wrong_with_a_request_is_named_at_once() {
        assertThat(
                        named(
                                add(
                                        """
                                        {"key":"AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA","possession":"no","colour":1,
                                         "endorsement":{"key":"XY","more":2}}
                                        """,
                                        422)))
                .containsExactlyInAnyOrder(
                        "/key not-valid",
                        "/possession not-valid",
                        "/colour unknown-field",
                        "/endorsement/key not-valid",
                        "/endorsement/value missing",
                        "/endorsement/more unknown-field");
        revoke("nothing", "lost", 404);
        revoke(first.keyId(), "lost", 404);
        assertThat(named(revoke(first.keyId(), "because", 422)))
                .containsExactly("/reason unknown-code");
        assertThat(ledger.get("/v1/organisations/nobody-here/signing-keys", apiKey).status())
                .isEqualTo(404);
    }

    private TestLedger.Answer add(ObjectNode body, int status) {
        return add(body.toString(), status);
    }

    private TestLedger.Answer add(String body, int status) {
        TestLedger.Answer answer =
                ledger.post("/v1/organisations/" + organisation + "/signing-keys", apiKey, body);
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(status);
        return answer;
    }

    private TestLedger.Answer revoke(String keyId, String reason, int status) {
        TestLedger.Answer answer =
                ledger.post(
                        "/v1/organisations/"
                                + organisation
                                + "/signing-keys/"
                                + keyId
                                + "/revocations",
                        apiKey,
                        "{\"reason\":\"" + reason + "\"}");
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(status);
        return answer;
    }

    private JsonNode keys() {
        return ledger.get("/v1/organisations/" + organisation + "/signing-keys", apiKey).json();
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
