package org.casualtyledger.api.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
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

/** Judgements over HTTP, on the production wiring. */
class JudgementsHttpTest {
    private static final String UNKNOWN = "0199d5a0-0000-7000-8000-00000000ffff";
    private static final String FAIR = "{\"grade\":\"fair\",\"reason\":\"SYNTHETIC SAMPLE\"}";
    private static TestLedger ledger;
    private static SampleIncidents samples;
    private static String nobody;
    private static String anna;
    private static String basil;
    private static String others;

    @BeforeAll
    static void start() {
        try (HikariDataSource database = TestPostgres.database()) {
            ledger = new TestLedger(database.getJdbcUrl(), "postgres", "");
        }
        samples = new SampleIncidents(ledger, ledger.organisation("sample-monitor", "submit"));
        nobody = ledger.organisation("sample-assessors", "assess");
        anna = ledger.key("sample-assessors", "\"person\":\"reader-a\"");
        basil = ledger.key("sample-assessors", "\"person\":\"reader-b\"");
        others = ledger.organisation("sample-others", "assess");
    }

    @AfterAll
    static void stop() {
        ledger.close();
    }

    @Test
    void a_grade_is_given_and_taken_back_and_not_twice() {
        Sample incident = samples.syrian(1);
        String back = "{\"grade\":null,\"reason\":\"SYNTHETIC SAMPLE\"}";
        assertRefused(post(incident, "grades", nobody, back), 409, "no-change");
        assertAccepted(post(incident, "grades", nobody, FAIR), "incident-graded");
        assertAccepted(post(incident, "grades", nobody, back), "incident-graded");
        assertRefused(post(incident, "grades", nobody, back), 409, "no-change");
    }

    @Test
    void assessed_bounds_in_the_wrong_order_are_swapped_and_flagged() {
        Answer answer =
                post(
                        samples.syrian(1),
                        "counts",
                        nobody,
                        "{\"counts\":{\"killed\":{\"min\":9,\"max\":4}},\"reason\":\"SYNTHETIC SAMPLE\"}");
        assertAccepted(answer, "counts-assessed");
        assertThat(answer.json().get("flags").toString())
                .contains("bounds-swapped", "/counts/killed");
    }

    @Test
    void a_pending_judgement_is_approved_by_somebody_else_once() {
        Sample incident = samples.syrian(1);
        Answer pending = post(incident, "grades", anna, pending());
        assertAccepted(pending, "incident-graded");
        assertRefused(approve(incident, anna, pending), 403, "own-judgement");
        assertRefused(approve(incident, nobody, pending), 403, "own-judgement");
        assertAccepted(approve(incident, basil, pending), "review-approved");
        assertRefused(approve(incident, others, pending), 409, "not-pending");
    }

    @Test
    void what_was_judged_anew_or_is_no_judgement_is_not_approved() {
        Sample incident = samples.syrian(1);
        Answer first = post(incident, "grades", nobody, pending());
        Answer second = post(incident, "grades", nobody, pending());
        assertRefused(approve(incident, others, first), 409, "superseded");
        assertAccepted(approve(incident, others, second), "review-approved");
        assertRefused(
                post(incident, "approvals", others, "{\"judgement\":0}"), 422, "not-a-judgement");
        assertRefused(approve(samples.syrian(1), others, second), 422, "not-a-judgement");
        Answer counting = post(incident, "grades", nobody, FAIR);
        assertRefused(approve(incident, others, counting), 409, "not-pending");
    }

    @Test
    void of_two_second_readers_at_once_one_gets_through() {
        Sample incident = samples.syrian(1);
        Answer pending = post(incident, "grades", nobody, pending());
        String third = ledger.organisation("sample-third", "assess");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var one =
                    CompletableFuture.supplyAsync(
                            () -> approve(incident, others, pending), threads);
            var two =
                    CompletableFuture.supplyAsync(() -> approve(incident, third, pending), threads);
            assertThat(List.of(one.join().status(), two.join().status()))
                    .containsExactlyInAnyOrder(201, 409);
        }
    }

    @Test
    void organisations_that_judge_at_once_do_not_stop_each_other() {
        Sample incident = samples.syrian(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List.of(nobody, anna, others).stream()
                    .map(
                            key ->
                                    CompletableFuture.supplyAsync(
                                            () -> post(incident, "grades", key, FAIR), threads))
                    .toList()
                    .forEach(answer -> assertAccepted(answer.join(), "incident-graded"));
        }
    }

    @Test
    void a_judgement_made_before_a_merge_is_approved_after_it() {
        Sample survivor = samples.syrian(1);
        Sample merged = samples.syrian(1);
        Answer pending = post(merged, "grades", nobody, pending());
        assertAccepted(
                post(
                        survivor,
                        "merges",
                        nobody,
                        "{\"merged\":\"%s\",\"reason\":\"SYNTHETIC SAMPLE\"}"
                                .formatted(merged.incident())),
                "incidents-merged");
        assertRefused(approve(merged, others, pending), 409, "incident-merged");
        assertAccepted(approve(survivor, others, pending), "review-approved");
    }

    @Test
    void a_key_for_a_theatre_judges_there_alone() {
        String ukrainian = ledger.key("sample-others", "\"theatres\":[\"RUS-UKR\"]");
        assertRefused(
                post(samples.syrian(1), "grades", ukrainian, FAIR), 403, "theatre-not-allowed");
        assertAccepted(
                post(samples.in("Ukraine", 1), "grades", ukrainian, FAIR), "incident-graded");
    }

    @Test
    void a_dry_run_leaves_nothing_and_a_stale_reader_is_told() {
        Sample incident = samples.syrian(1);
        long before = size();
        Answer would = post(incident, "grades?dryRun=true", nobody, FAIR);
        assertThat(would.status()).isEqualTo(200);
        assertThat(would.json().get("outcome").stringValue()).isEqualTo("would-append");
        assertThat(size()).isEqualTo(before);
        Answer graded = post(incident, "grades", nobody, FAIR);
        post(incident, "grades", others, FAIR);
        String path = "/v1/incidents/" + incident.incident() + "/grades";
        assertRefused(
                ledger.post(path, nobody, FAIR, "If-Match", graded.header("ETag")),
                412,
                "changed-since");
    }

    @Test
    void a_ledger_may_make_every_judgement_wait_for_a_second_reader() {
        try (HikariDataSource database = TestPostgres.database();
                TestLedger strict =
                        new TestLedger(
                                database.getJdbcUrl(),
                                "postgres",
                                "",
                                Map.of("ledger.review.second-reader", true))) {
            String submitter = strict.organisation("sample-monitor", "submit");
            String author = strict.organisation("sample-assessors", "assess");
            String reader = strict.organisation("sample-others", "assess");
            Sample incident = new SampleIncidents(strict, submitter).syrian(1);
            String path = "/v1/incidents/" + incident.incident();
            Answer graded = strict.post(path + "/grades", author, FAIR);
            assertThat(graded.json().get("flags").toString()).contains("second-reader-needed");
            Answer held =
                    strict.post(
                            path + "/responsibilities",
                            author,
                            "{\"actors\":[],\"review\":false,\"reason\":\"SYNTHETIC SAMPLE\"}");
            for (Answer judgement : List.of(graded, held)) {
                assertAccepted(
                        strict.post(path + "/approvals", reader, approval(judgement)),
                        "review-approved");
            }
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
        grades    | {"reason":"x"}                            | 422 | missing
        grades    | {"grade":"fair"}                          | 422 | missing
        grades    | {"grade":"ungraded","reason":"x"}         | 422 | ungraded
        grades    | {"grade":"splendid","reason":"x"}         | 422 | unknown-code
        grades    | {"grade":"fair","reason":"x","review":1}  | 422 | wrong-type
        grades    | {"grade":"fair","reason":"x","colour":1}  | 422 | unknown-field
        counts    | {"reason":"x"}                            | 422 | missing
        counts    | {"counts":{},"reason":"x"}                | 422 | empty
        counts    | {"counts":{"slain":{"min":1}},"reason":"x"} | 422 | unknown-field
        counts    | {"counts":{"killed":{"min":-1}},"reason":"x"} | 422 | out-of-bounds
        counts    | {"counts":null,"reason":"x"}              | 409 | no-change
        approvals | {}                                        | 422 | missing
        approvals | {"judgement":"7"}                         | 422 | wrong-type
        approvals | []                                        | 422 | wrong-type
        """)
    void bad_input_is_a_problem_that_names_its_fault(
            String what, String body, int status, String code) {
        Sample incident = samples.syrian(1);
        long before = size();
        Answer answer = post(incident, what, nobody, body);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().toString()).contains(code);
        assertThat(size()).isEqualTo(before);
    }

    @Test
    void what_is_not_there_is_not_judged() {
        assertRefused(
                post(new Sample(UNKNOWN, List.of()), "grades", nobody, FAIR), 404, "not-found");
    }

    private static String pending() {
        return "{\"grade\":\"fair\",\"review\":true,\"reason\":\"SYNTHETIC SAMPLE\"}";
    }

    private static Answer approve(Sample incident, String key, Answer judgement) {
        return post(incident, "approvals", key, approval(judgement));
    }

    private static String approval(Answer judgement) {
        return "{\"judgement\":%d}".formatted(judgement.json().get("position").longValue());
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

    private static long size() {
        return ledger.get("/v1/health", "").json().get("head").get("size").longValue();
    }
}
