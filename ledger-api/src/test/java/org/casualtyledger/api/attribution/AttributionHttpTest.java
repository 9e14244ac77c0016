package org.casualtyledger.api.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.casualtyledger.api.testing.SampleIncidents;
import org.casualtyledger.api.testing.SampleIncidents.Sample;
import org.casualtyledger.api.testing.TestLedger;
import org.casualtyledger.api.testing.TestLedger.Answer;
import org.casualtyledger.api.testing.TestPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Attribution over HTTP, on the production wiring. */
class AttributionHttpTest {
    private static final String ADMITS =
            """
            {"actor":"Example ministry","stance":"admits","on":"2001-06-05","killed":{"min":9,"max":4},
             "source":{"publisher":"Sample Wire","date":"2001-06-05","title":"SYNTHETIC headline"},"reason":"SYNTHETIC reason"}
            """;
    private static HikariDataSource database;
    private static TestLedger ledger;
    private static SampleIncidents samples;
    private static String assessor;
    private static String others;

    @BeforeAll
    static void start() {
        database = TestPostgres.database();
        ledger = new TestLedger(database.getJdbcUrl(), "postgres", "");
        samples = new SampleIncidents(ledger, ledger.organisation("sample-monitor", "submit"));
        assessor = ledger.organisation("sample-assessors", "assess");
        others = ledger.organisation("sample-others", "assess");
    }

    @AfterAll
    static void stop() {
        ledger.close();
        database.close();
    }

    @Test
    void responsibility_is_assessed_for_somebody_for_nobody_and_taken_back() {
        Sample incident = samples.syrian(1);
        String somebody =
                "{\"actors\":[{\"name\":\"Example forces\",\"role\":\"alleged\",\"status\":\"contested\"}],\"reason\":\"SYNTHETIC\"}";
        String back = "{\"actors\":null,\"reason\":\"SYNTHETIC\"}";
        assertRefused(post(incident, "responsibilities", assessor, back), 409, "no-change");
        assertAccepted(
                post(incident, "responsibilities", assessor, somebody), "responsibility-assessed");
        assertAccepted(
                post(incident, "responsibilities", assessor, back), "responsibility-assessed");
        assertAccepted(
                post(
                        incident,
                        "responsibilities",
                        assessor,
                        "{\"actors\":[],\"reason\":\"SYNTHETIC\"}"),
                "responsibility-assessed");
    }

    @Test
    void a_statement_is_recorded_replaced_and_retracted_under_its_id() {
        Sample incident = samples.syrian(1);
        Answer first = post(incident, "statements", assessor, ADMITS);
        assertAccepted(first, "statement-recorded");
        assertThat(first.json().get("flags").toString()).contains("bounds-swapped", "/killed");
        String id = first.json().get("statement").stringValue();
        String again = ADMITS.replaceFirst("\\{", "{\"statement\":\"" + id + "\",");
        assertRefused(post(incident, "statements", others, again), 409, "anothers-statement");
        Answer replaced = post(incident, "statements", assessor, again);
        assertThat(replaced.json().get("statement").stringValue()).isEqualTo(id);
        String retract =
                "{\"statement\":\"%s\",\"retract\":true,\"reason\":\"SYNTHETIC\"}".formatted(id);
        assertRefused(post(incident, "statements", others, retract), 409, "anothers-statement");
        assertAccepted(post(incident, "statements", assessor, retract), "statement-recorded");
        assertRefused(post(incident, "statements", assessor, retract), 409, "no-change");
        assertRefused(
                post(samples.syrian(1), "statements", assessor, retract), 422, "unknown-statement");
    }

    @Test
    void no_free_text_is_in_the_leaf_and_all_of_it_behind_its_digests() {
        Answer recorded = post(samples.syrian(1), "statements", assessor, ADMITS);
        long position = recorded.json().get("position").longValue();
        JdbcClient jdbc = JdbcClient.create(database);
        byte[] bytes =
                jdbc.sql("SELECT leaf FROM log.event WHERE position = ?")
                        .param(position)
                        .query(byte[].class)
                        .single();
        String leaf = new String(bytes, StandardCharsets.UTF_8);
        assertThat(leaf).contains("Example ministry", "Sample Wire").doesNotContain("SYNTHETIC");
        List<String> digests =
                jdbc.sql("SELECT digest FROM reporting.disclosure WHERE position = ? ORDER BY name")
                        .param(position)
                        .query(String.class)
                        .list();
        assertThat(digests).hasSize(2).allMatch(leaf::contains);
    }

    @Test
    void a_dry_run_names_no_statement_that_there_will_not_be() {
        Sample incident = samples.syrian(1);
        Answer would = post(incident, "statements?dryRun=true", assessor, ADMITS);
        assertThat(would.status()).isEqualTo(200);
        assertThat(would.json().has("statement")).isFalse();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
        responsibilities | {"reason":"x"}                                       | missing
        responsibilities | {"actors":[{"name":"x"}],"reason":"x"}               | /actors/0/role
        responsibilities | {"actors":[{"name":"x","role":"boss"}],"reason":"x"} | unknown-code
        responsibilities | {"actors":{},"reason":"x"}                           | wrong-type
        statements       | {}                                                   | /stance
        statements       | {"actor":"x","stance":"denies","on":"2001-06-05","killed":{"min":1}} | not-admitted
        statements       | {"actor":"x","stance":"denies","on":"9001-06-05"}    | in-the-future
        statements       | {"actor":"x","stance":"shrugs","on":"2001-06-05"}    | unknown-code
        statements       | {"actor":"x","stance":"silent","on":"2001-06-05","source":{}} | /source/publisher
        statements       | {"retract":true}                                     | /statement
        statements       | {"statement":"0199d5a0-0000-7000-8000-00000000ffff","retract":true} | /reason
        statements       | {"statement":"0199d5a0-0000-7000-8000-00000000ffff","retract":true,"reason":"x","actor":"x"} | unknown-field
        statements       | {"statement":"0199d5a0-0000-7000-8000-00000000ffff","retract":"yes","reason":"x"} | wrong-type
        """)
    void bad_input_is_a_problem_that_names_its_fault(String what, String body, String code) {
        assertRefused(post(samples.syrian(1), what, assessor, body), 422, code);
    }

    private static Answer post(Sample incident, String what, String key, String body) {
        return ledger.post("/v1/incidents/" + incident.incident() + "/" + what, key, body);
    }

    private static void assertAccepted(Answer answer, String type) {
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(201);
        assertThat(answer.json().get("type").stringValue()).isEqualTo(type);
    }

    private static void assertRefused(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(status);
        assertThat(answer.json().toString()).contains(code);
    }
}
