package org.casualtyledger.api.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.casualtyledger.api.testing.TestLedger;
import org.casualtyledger.api.testing.TestPostgres;
import org.casualtyledger.events.ActorRegistered;
import org.casualtyledger.events.DefaultMethodologySet;
import org.casualtyledger.events.MethodologyPublished;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Registries over HTTP. */
class RegistryHttpTest {
    private static final String DOCUMENT =
            """
            {"methodology":"house-rules","version":1,"semantics":2,
             "counts":{"grades":["confirmed","fair"],"organisations":{"*":["sample-monitor"],"SYR":[]}},
             "assessors":"any","range":{"rule":"envelope","assessed-counts":"override"},
             "time":{"spanning":"residual"},"responsibility":{"assessed":"ignore","shared":"shown-apart"}}
            """;

    private static TestLedger ledger;
    private static String desk;

    @BeforeAll
    static void start() {
        try (HikariDataSource database = TestPostgres.database()) {
            ledger = new TestLedger(database.getJdbcUrl(), "postgres", "");
        }
        desk = ledger.organisation("sample-desk", "assess");
    }

    @AfterAll
    static void stop() {
        ledger.close();
    }

    @Test
    void an_actor_is_registered_with_what_it_is_part_of() {
        actor("{\"id\":\"front\",\"name\":\"Sample Front\",\"aliases\":[\"جبهة\"]}", 201);
        TestLedger.Answer wing =
                actor(
                        """
                        {"id":"wing","name":"Sample Wing","memberships":[{"of":"front","kind":"part","from":"2016-01-01"}]}
                        """,
                        201);
        ActorRegistered event =
                (ActorRegistered)
                        ledger.events(wing.json().get("position").longValue()).getFirst().event();
        assertThat(event.memberships().getFirst().of().value()).isEqualTo("front");
        assertThat(wing.json().get("type").stringValue()).isEqualTo("actor-registered");
        TestLedger.Answer circular =
                actor(
                        "{\"id\":\"front\",\"name\":\"Sample Front\",\"memberships\":[{\"of\":\"wing\",\"kind\":\"part\"}]}",
                        422);
        assertThat(named(circular)).containsExactly("/memberships/0/of circular");
    }

    @Test
    void the_same_entry_again_is_answered_with_its_receipt() {
        TestLedger.Answer first = actor("{\"id\":\"twice\",\"name\":\"Twice\"}", 201);
        TestLedger.Answer again = actor("{\"id\":\"twice\",\"name\":\"Twice\"}", 200);
        assertThat(again.json().get("position")).isEqualTo(first.json().get("position"));
        assertThat(again.json().get("outcome").stringValue()).isEqualTo("unchanged");
        actor("{\"id\":\"twice\",\"name\":\"Twice Over\"}", 201);
    }

    @Test
    void two_who_make_each_other_a_part_of_themselves_at_once_do_not_both_succeed() {
        for (int i = 0; i < 10; i++) {
            String a = "pair-a" + i;
            String b = "pair-b" + i;
            actor("{\"id\":\"" + a + "\",\"name\":\"A\"}", 201);
            actor("{\"id\":\"" + b + "\",\"name\":\"B\"}", 201);
            CompletableFuture<TestLedger.Answer> first =
                    CompletableFuture.supplyAsync(() -> partOf(a, b));
            TestLedger.Answer second = partOf(b, a);
            assertThat(List.of(first.join().status(), second.status()))
                    .containsExactlyInAnyOrder(201, 422);
        }
    }

    @Test
    void what_is_wrong_with_an_actor_is_named_at_once() {
        assertThat(
                        named(
                                actor(
                                        """
                                        {"id":"X","name":"Front","aliases":["Front"],"colour":1,
                                         "memberships":[{"of":"y","kind":"friend","from":"2017-02-01","to":"2017-01-01"}]}
                                        """,
                                        422)))
                .containsExactlyInAnyOrder(
                        "/id not-valid",
                        "/aliases/0 repeated",
                        "/colour unknown-field",
                        "/memberships/0/of not-valid",
                        "/memberships/0/kind unknown-code",
                        "/memberships/0/to before-from");
        assertThat(
                        named(
                                actor(
                                        "{\"id\":\"lone\",\"name\":\"L\",\"memberships\":[{\"of\":\"nobody\",\"kind\":\"part\"}]}",
                                        422)))
                .containsExactly("/memberships/0/of unknown-actor");
        String long200 = "ж".repeat(200);
        List<String> aliases = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            aliases.add("\"" + long200.substring(3) + "%03d\"".formatted(i));
        }
        actor("{\"id\":\"long\",\"name\":\"L\",\"aliases\":" + aliases + "}", 201);
    }

    @Test
    void only_a_key_that_judges_everywhere_registers_actors() {
        String submitter = ledger.organisation("sample-submitter", "submit", "read");
        assertThat(ledger.post("/v1/actors", submitter, "{}").status()).isEqualTo(403);
        TestLedger.Answer limited =
                ledger.post(
                        "/v1/organisations/sample-desk/keys",
                        TestLedger.OPERATOR_KEY,
                        "{\"scopes\":[\"assess\"],\"theatres\":[\"SYR\"]}");
        TestLedger.Answer refused =
                ledger.post("/v1/actors", limited.json().get("key").stringValue(), "{}");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().get("type").stringValue()).endsWith("theatre-not-allowed");
        assertThat(ledger.post("/v1/methodologies", desk, "{}").status()).isEqualTo(403);
    }

    @Test
    void a_methodology_is_published_once_and_chosen_as_the_default() {
        TestLedger.Answer first = publish(DOCUMENT);
        assertThat(first.status()).as(first.json().toString()).isEqualTo(201);
        MethodologyPublished event =
                (MethodologyPublished)
                        ledger.events(first.json().get("position").longValue()).getFirst().event();
        assertThat(event.hash()).isEqualTo(first.json().get("hash").stringValue());
        assertThat(publish(DOCUMENT.replace("\n", " ")).status()).isEqualTo(200);
        TestLedger.Answer other = publish(DOCUMENT.replace("envelope", "most-recent"));
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.json().get("type").stringValue()).endsWith("other-document");
        assertThat(publish(DOCUMENT.replace("house-rules", "documented")).status()).isEqualTo(409);

        TestLedger.Answer chosen = choose("house-rules", 1);
        assertThat(chosen.status()).isEqualTo(201);
        assertThat(
                        ((DefaultMethodologySet)
                                        ledger.events(chosen.json().get("position").longValue())
                                                .getFirst()
                                                .event())
                                .hash())
                .isEqualTo(event.hash());
        assertThat(choose("house-rules", 1).status()).isEqualTo(200);
        assertThat(choose("documented", 2).status()).isEqualTo(201);
        assertThat(named(choose("house-rules", 9))).containsExactly("/name unknown-methodology");
    }

    @Test
    void every_fault_of_a_document_is_named_with_its_pointer() {
        TestLedger.Answer answer =
                publish(
                        """
                        {"methodology":"House Rules","version":0,"semantics":3,
                         "counts":{"grades":["sure","fair","fair"],"organisations":"some","extra":1},
                         "assessors":{"Syria":["a-b"],"*":["B",7],"SYR":"x"},"range":{"rule":"mean"},
                         "time":"residual","why":"because"}
                        """);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(named(answer))
                .containsExactlyInAnyOrder(
                        "/document/methodology not-valid",
                        "/document/version out-of-bounds",
                        "/document/semantics out-of-bounds",
                        "/document/counts/grades/0 unknown-code",
                        "/document/counts/grades/2 repeated",
                        "/document/counts/organisations unknown-code",
                        "/document/counts/extra unknown-field",
                        "/document/assessors/Syria unknown-field",
                        "/document/assessors/*/0 not-valid",
                        "/document/assessors/*/1 not-valid",
                        "/document/assessors/SYR wrong-type",
                        "/document/range/rule unknown-code",
                        "/document/range/assessed-counts missing",
                        "/document/time wrong-type",
                        "/document/responsibility missing",
                        "/document/why unknown-field");
        assertThat(named(publish("{}"))).hasSize(8);
        assertThat(named(publish(DOCUMENT.replace("[\"confirmed\",\"fair\"]", "[]"))))
                .containsExactly("/document/counts/grades empty");
        String many = "\"" + String.join("\",\"", names(900)) + "\"";
        assertThat(named(publish(DOCUMENT.replace("\"sample-monitor\"", many))))
                .containsExactly("/document too-long");
    }

    private static List<String> names(int count) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add("an-organisation-with-a-long-id-%04d".formatted(i));
        }
        return names;
    }

    private static List<String> named(TestLedger.Answer answer) {
        List<String> named = new ArrayList<>();
        JsonNode errors = answer.json().get("errors");
        assertThat(errors).as(answer.json().toString()).isNotNull();
        errors.forEach(
                e -> named.add(e.get("pointer").stringValue() + " " + e.get("code").stringValue()));
        return named;
    }

    private static TestLedger.Answer actor(String body, int status) {
        TestLedger.Answer answer = ledger.post("/v1/actors", desk, body);
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(status);
        return answer;
    }

    private static TestLedger.Answer partOf(String actor, String of) {
        return ledger.post(
                "/v1/actors",
                desk,
                "{\"id\":\"%s\",\"name\":\"%s\",\"memberships\":[{\"of\":\"%s\",\"kind\":\"coalition\"}]}"
                        .formatted(actor, actor, of));
    }

    private static TestLedger.Answer publish(String document) {
        return ledger.post(
                "/v1/methodologies", TestLedger.OPERATOR_KEY, "{\"document\":" + document + "}");
    }

    private static TestLedger.Answer choose(String name, int version) {
        return ledger.post(
                "/v1/methodologies/default",
                TestLedger.OPERATOR_KEY,
                "{\"name\":\"%s\",\"version\":%d}".formatted(name, version));
    }
}
