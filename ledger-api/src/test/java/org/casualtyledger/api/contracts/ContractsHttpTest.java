package org.casualtyledger.api.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.casualtyledger.api.testing.TestLedger;
import org.casualtyledger.api.testing.TestPostgres;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.StoredName;
import org.casualtyledger.events.schemas.EventSchemas;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The contracts, as somebody fetches them who holds no key. */
class ContractsHttpTest {
    private static TestLedger ledger;

    @BeforeAll
    static void start() {
        try (HikariDataSource database = TestPostgres.database()) {
            ledger = new TestLedger(database.getJdbcUrl(), "postgres", "");
        }
    }

    @AfterAll
    static void stop() {
        ledger.close();
    }

    @Test
    void whoever_follows_the_address_of_a_schema_gets_it_without_a_key() {
        for (StoredName name : EventSchemas.names()) {
            TestLedger.Answer answer = fetch(EventSchemas.address(name.type(), name.version()));

            assertThat(answer.status()).as(name.toString()).isEqualTo(200);
            assertThat(answer.header("Content-Type")).isEqualTo("application/schema+json");
            assertThat(answer.raw().body()).isEqualTo(EventSchemas.bytes(name).orElseThrow());
        }
    }

    @Test
    void every_reference_of_a_schema_and_of_the_topics_description_leads_to_what_is_served() {
        Map<String, JsonNode> documents = new HashMap<>();
        follow("/asyncapi", documents);

        assertThat(documents).hasSize(EventSchemas.names().size() + 1);
    }

    @Test
    void the_list_names_every_event() {
        JsonNode list = fetch("/schemas").json();

        assertThat(list.get("events").values())
                .extracting(event -> event.get("type").stringValue())
                .containsExactlyElementsOf(
                        EventCodec.storedNames().stream().map(StoredName::type).toList());
        list.get("events")
                .forEach(
                        event ->
                                assertThat(fetch(event.get("schema").stringValue()).status())
                                        .isEqualTo(200));
    }

    @Test
    void who_has_a_schema_already_is_told_so() {
        String address = EventSchemas.address("report-submitted", 1);
        TestLedger.Answer first = fetch(address);
        TestLedger.Answer again = ledger.get(address, "", "If-None-Match", first.header("ETag"));

        assertThat(first.header("Cache-Control")).isEqualTo("max-age=86400, public");
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.raw().body()).isEmpty();
    }

    @Test
    void a_type_or_version_that_nobody_published_is_a_problem() {
        for (String address :
                List.of(
                        "/schemas/report-submitted/2",
                        "/schemas/report-submitted/01",
                        "/schemas/nonsense/1",
                        "/schemas/..%2Fasyncapi/1")) {
            TestLedger.Answer answer = fetch(address);

            assertThat(answer.status()).as(address).isIn(400, 404);
            assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        }
        assertThat(fetch("/schemas/nonsense/1").status()).isEqualTo(404);
    }

    @Test
    void each_address_is_described_by_hand() {
        JsonNode paths = fetch("/v3/api-docs").json().get("paths");

        for (String path : List.of("/schemas", "/schemas/{type}/{v}", "/asyncapi")) {
            assertThat(paths.at("/" + path.replace("/", "~1") + "/get/summary").asString(""))
                    .as(path)
                    .isNotEmpty();
        }
    }

    private static TestLedger.Answer fetch(String address) {
        return ledger.get(address, "");
    }

    /** As a reader does that has nothing but addresses. */
    private static void follow(String address, Map<String, JsonNode> documents) {
        if (!documents.containsKey(address)) {
            TestLedger.Answer answer = fetch(address);
            assertThat(answer.status()).as(address).isEqualTo(200);
            documents.put(address, answer.json());
            followReferences(address, answer.json(), documents);
        }
    }

    private static void followReferences(
            String address, JsonNode node, Map<String, JsonNode> documents) {
        if (node.path("$ref").isString()) {
            URI target = URI.create(address).resolve(node.get("$ref").stringValue());
            follow(target.getPath(), documents);
            String fragment = target.getFragment() == null ? "" : target.getFragment();
            assertThat(documents.get(target.getPath()).at(fragment).isMissingNode())
                    .as(target.toString())
                    .isFalse();
        }
        node.forEach(child -> followReferences(address, child, documents));
    }
}
