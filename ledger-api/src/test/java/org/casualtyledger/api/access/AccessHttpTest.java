package org.casualtyledger.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.util.ArrayList;
import java.util.List;
import org.casualtyledger.api.testing.TestLedger;
import org.casualtyledger.api.testing.TestPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Keys: whose they are, and where they judge. */
class AccessHttpTest {
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
    void a_key_says_who_holds_it_and_where_it_judges() {
        TestLedger.Answer registered =
                operator(
                        "/v1/organisations",
                        """
                        {"id":"desk-one","name":"Desk (synthetic)","scopes":["assess","read"],"person":"reader-a","theatres":["SYR","ISR-PSE"]}
                        """);
        assertThat(registered.status()).isEqualTo(201);
        JsonNode me = ledger.get("/v1/me", registered.json().get("key").stringValue()).json();
        assertThat(me.get("person").stringValue()).isEqualTo("reader-a");
        assertThat(me.get("theatres").toString()).isEqualTo("[\"ISR-PSE\",\"SYR\"]");
    }

    @Test
    void a_further_key_may_be_another_persons() {
        ledger.organisation("desk-two", "assess");
        TestLedger.Answer second =
                operator(
                        "/v1/organisations/desk-two/keys",
                        "{\"scopes\":[\"assess\"],\"person\":\"reader-b\"}");
        JsonNode me = ledger.get("/v1/me", second.json().get("key").stringValue()).json();
        assertThat(me.get("organisation").stringValue()).isEqualTo("desk-two");
        assertThat(me.get("person").stringValue()).isEqualTo("reader-b");
    }

    @Test
    void a_key_of_nobody_in_particular_judges_everywhere() {
        JsonNode me = ledger.get("/v1/me", ledger.organisation("desk-three", "assess")).json();
        assertThat(me.get("person").isNull()).isTrue();
        assertThat(me.get("theatres").isNull()).isTrue();
    }

    @Test
    void what_is_wrong_with_a_key_is_named_at_once() {
        JsonNode errors =
                operator(
                                "/v1/organisations",
                                """
                                {"id":"desk-four","name":"Desk","scopes":["read"],"person":"Jane Doe","theatres":["SYR","syria","SYR","ALL"]}
                                """)
                        .json()
                        .get("errors");
        List<String> named = new ArrayList<>();
        errors.forEach(
                e -> named.add(e.get("pointer").stringValue() + " " + e.get("code").stringValue()));
        assertThat(named)
                .containsExactlyInAnyOrder(
                        "/person not-valid",
                        "/theatres/1 unknown-theatre",
                        "/theatres/2 repeated",
                        "/theatres/3 unknown-theatre",
                        "/theatres needs-assess");
        assertThat(ledger.get("/v1/organisations/desk-four", TestLedger.OPERATOR_KEY).status())
                .isEqualTo(404);
    }

    private static TestLedger.Answer operator(String path, String body) {
        return ledger.post(path, TestLedger.OPERATOR_KEY, body);
    }
}
