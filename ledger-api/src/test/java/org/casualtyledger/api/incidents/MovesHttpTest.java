package org.casualtyledger.api.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
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

/** Moves over HTTP, on the production wiring. */
class MovesHttpTest {
    private static final String UNKNOWN = "0199d5a0-0000-7000-8000-00000000ffff";
    private static TestLedger ledger;
    private static SampleIncidents samples;
    private static String assessor;

    @BeforeAll
    static void start() {
        try (HikariDataSource database = TestPostgres.database()) {
            ledger = new TestLedger(database.getJdbcUrl(), "postgres", "");
        }
        samples = new SampleIncidents(ledger, ledger.organisation("sample-monitor", "submit"));
        assessor = ledger.organisation("sample-assessors", "assess");
    }

    @AfterAll
    static void stop() {
        ledger.close();
    }

    @Test
    void a_link_moves_reports_here_and_is_reversed_by_linking_them_back() {
        Sample here = samples.syrian(1);
        Sample one = samples.syrian(2);
        Sample two = samples.syrian(2);
        Answer linked = link(here, one.report(), two.report());
        assertAccepted(linked, "reports-linked");
        assertThat(linked.json().get("incident").stringValue()).isEqualTo(here.incident());
        assertRefused(link(here, one.report()), 409, "no-change");

        Answer back = reverse(here, linked);
        assertAccepted(back, "reports-linked");
        assertThat(back.json().get("incident").stringValue()).isEqualTo(one.incident());
        assertThat(back.json().get("further").get(0).get("incident").stringValue())
                .isEqualTo(two.incident());
        assertThat(back.json().get("further").get(0).get("position").longValue())
                .isEqualTo(position(back) + 1);
        assertRefused(link(one, one.report()), 409, "no-change");
        assertRefused(reverse(here, linked), 409, "moved-on");
    }

    @Test
    void a_link_of_what_cannot_be_meant_names_each_report() {
        Sample here = samples.syrian(1);
        Answer answer = link(here, UNKNOWN, samples.cumulative());
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().get("errors").toString())
                .contains(
                        "\"/reports/0\"",
                        "unknown-report",
                        "\"/reports/1\"",
                        "not-an-incident-report");
        assertRefused(link(here, samples.in("Ukraine", 1).report()), 409, "other-theatre");
    }

    @Test
    void a_merge_dissolves_an_incident_and_is_reversed_by_a_split() {
        Sample survivor = samples.syrian(1);
        Sample other = samples.syrian(2);
        Answer merged = merge(survivor, other);
        assertAccepted(merged, "incidents-merged");
        Answer late = link(other, survivor.report());
        assertRefused(late, 409, "incident-merged");
        assertThat(late.json().get("detail").stringValue()).contains(survivor.incident());
        assertRefused(merge(survivor, other), 409, "no-change");
        assertRefused(merge(survivor, survivor), 409, "no-change");

        Answer split = reverse(survivor, merged);
        assertAccepted(split, "incident-split");
        assertThat(split.json().get("into").stringValue()).isEqualTo(other.incident());
        assertAccepted(link(other, survivor.report()), "reports-linked");
    }

    @Test
    void a_split_makes_an_incident_and_is_reversed_by_a_merge() {
        Sample whole = samples.syrian(3);
        Answer split = split(whole, "", whole.reports().get(1));
        assertAccepted(split, "incident-split");
        String made = split.json().get("into").stringValue();
        assertThat(made).isNotEqualTo(whole.incident());
        assertRefused(split(whole, "", whole.reports().get(1)), 422, "not-of-this-incident");
        assertRefused(split(whole, UNKNOWN, whole.report()), 422, "not-merged-here");
        assertRefused(
                split(whole, "", whole.reports().get(0), whole.reports().get(2)),
                409,
                "all-reports");

        Answer merged = reverse(whole, split);
        assertAccepted(merged, "incidents-merged");
        assertAccepted(split(whole, made, whole.reports().get(1)), "incident-split");
    }

    @Test
    void a_split_that_grew_is_not_merged_back_in_passing() {
        Sample whole = samples.syrian(2);
        Answer split = split(whole, "", whole.reports().get(1));
        Sample made = new Sample(split.json().get("into").stringValue(), List.of());
        assertAccepted(link(made, samples.syrian(1).report()), "reports-linked");
        assertRefused(reverse(whole, split), 409, "moved-on");
    }

    @Test
    void a_rehomed_incident_is_linked_where_it_now_is_and_goes_back() {
        Sample moved = samples.syrian(2);
        samples.correct(moved.report());
        Sample ukrainian = samples.in("Ukraine", 1);
        Answer rehomed = rehome(moved, "RUS-UKR");
        assertAccepted(rehomed, "incident-rehomed");
        assertRefused(rehome(moved, "RUS-UKR"), 409, "no-change");
        assertRefused(rehome(moved, "SYK"), 422, "unknown-theatre");
        assertAccepted(link(ukrainian, moved.report()), "reports-linked");
        assertRefused(merge(samples.syrian(1), moved), 409, "other-theatre");
        assertAccepted(reverse(moved, rehomed), "incident-rehomed");
        assertAccepted(merge(samples.syrian(1), moved), "incidents-merged");
    }

    @Test
    void a_duplicate_is_confirmed_once_and_dismissed() {
        Sample duplicate = samples.syrian(1);
        Sample survivor = samples.syrian(1);
        Sample third = samples.syrian(1);
        Answer confirmed = confirm(duplicate, survivor);
        assertAccepted(confirmed, "duplicate-confirmed");
        assertRefused(confirm(duplicate, survivor), 409, "no-change");
        assertRefused(confirm(duplicate, third), 409, "is-duplicate");
        assertRefused(confirm(third, duplicate), 409, "is-duplicate");
        assertRefused(merge(survivor, duplicate), 409, "is-duplicate");
        assertAccepted(reverse(duplicate, confirmed), "duplicate-dismissed");
        assertRefused(reverse(duplicate, confirmed), 409, "moved-on");
        assertRefused(dismiss(survivor, duplicate), 409, "no-change");
        assertAccepted(confirm(survivor, duplicate), "duplicate-confirmed");
        Answer dismissed = dismiss(duplicate, survivor);
        assertAccepted(dismissed, "duplicate-dismissed");
        assertRefused(reverse(duplicate, dismissed), 409, "not-reversible");
    }

    @Test
    void a_reversal_names_a_move_of_this_incident() {
        Sample here = samples.syrian(1);
        Sample elsewhere = samples.syrian(1);
        Answer confirmed = confirm(elsewhere, here);
        assertRefused(reverse(here, confirmed), 422, "not-a-move");
        assertRefused(reverse(here, "999999999"), 422, "not-a-move");
    }

    @Test
    void a_dry_run_decides_and_leaves_nothing() {
        Sample survivor = samples.syrian(1);
        Sample other = samples.syrian(1);
        long before = size();
        Answer would = post(survivor, "merges?dryRun=true", merging(other));
        assertThat(would.status()).isEqualTo(200);
        assertThat(would.json().get("outcome").stringValue()).isEqualTo("would-append");
        assertThat(would.json().get("type").stringValue()).isEqualTo("incidents-merged");
        assertThat(would.json().has("position")).isFalse();
        Answer refused =
                post(survivor, "merges?dryRun=true", merging(new Sample(UNKNOWN, List.of())));
        assertRefused(refused, 422, "unknown-incident");
        assertThat(size()).isEqualTo(before);
    }

    @Test
    void a_request_that_is_sent_again_under_its_key_is_answered_with_its_receipt() {
        Sample survivor = samples.syrian(1);
        Sample other = samples.syrian(1);
        String path = "/v1/incidents/" + survivor.incident() + "/merges";
        Answer first = ledger.post(path, assessor, merging(other), "Idempotency-Key", "m-1");
        Answer again = ledger.post(path, assessor, " " + merging(other), "Idempotency-Key", "m-1");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().get("outcome").stringValue()).isEqualTo("replayed");
        assertThat(again.json().get("position")).isEqualTo(first.json().get("position"));
        assertThat(again.json().get("leafHash")).isEqualTo(first.json().get("leafHash"));
        Answer reused =
                ledger.post(path, assessor, merging(samples.syrian(1)), "Idempotency-Key", "m-1");
        assertRefused(reused, 422, "idempotency-key-reused");
    }

    @Test
    void what_has_changed_since_it_was_read_is_not_moved() {
        Sample here = samples.syrian(1);
        Sample other = samples.syrian(1);
        Answer dismissed = dismiss(here, samples.syrian(1));
        String etag = dismissed.header("ETag");
        assertThat(etag).isEqualTo("\"i" + position(dismissed) + "\"");
        samples.correct(here.report());
        String path = "/v1/incidents/" + here.incident() + "/merges";
        assertRefused(
                ledger.post(path, assessor, merging(other), "If-Match", etag),
                412,
                "changed-since");
        assertRefused(
                ledger.post(path, assessor, merging(other), "If-Match", "\"r7\""),
                400,
                "bad-parameters");
        String current = "\"i" + (size() - 1) + "\"";
        assertAccepted(
                ledger.post(path, assessor, merging(other), "If-Match", current),
                "incidents-merged");
    }

    @Test
    void of_two_contradicting_merges_at_once_one_gets_through() {
        for (int round = 0; round < 10; round++) {
            Sample one = samples.syrian(1);
            Sample two = samples.syrian(1);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var first = CompletableFuture.supplyAsync(() -> merge(one, two), threads);
                var second = CompletableFuture.supplyAsync(() -> merge(two, one), threads);
                assertThat(List.of(first.join().status(), second.join().status()))
                        .containsExactlyInAnyOrder(201, 409);
            }
        }
    }

    @Test
    void a_report_that_two_incidents_want_at_once_goes_to_one_of_them() {
        int contended = 0;
        for (int round = 0; round < 20; round++) {
            Sample one = samples.syrian(1);
            Sample two = samples.syrian(1);
            Sample from = samples.syrian(2);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var first = CompletableFuture.supplyAsync(() -> link(one, from.report()), threads);
                var second = CompletableFuture.supplyAsync(() -> link(two, from.report()), threads);
                List<Answer> refused =
                        List.of(first.join(), second.join()).stream()
                                .filter(answer -> answer.status() != 201)
                                .toList();
                refused.forEach(answer -> assertRefused(answer, 409, "contended"));
                contended += refused.size();
            }
        }
        System.out.printf("of 20 pairs of links at once, %d contended%n", contended);
        assertThat(contended).isPositive();
    }

    @Test
    void five_hundred_reports_are_linked_and_linked_back_at_once() {
        Sample here = samples.syrian(1);
        Sample many = samples.syrian(500);
        long start = System.nanoTime();
        Answer linked = link(here, many.reports().toArray(String[]::new));
        assertAccepted(linked, "reports-linked");
        System.out.printf(
                "a link of 500 reports took %d ms%n", (System.nanoTime() - start) / 1_000_000);
        assertAccepted(reverse(here, linked), "reports-linked");
        assertAccepted(rehome(many, "RUS-UKR"), "incident-rehomed");
        Answer merged = merge(samples.in("Ukraine", 501), many);
        assertRefused(merged, 409, "incident-full");
    }

    @Test
    void what_others_say_of_an_incident_at_the_same_moment_does_not_stop_a_move() {
        Sample here = samples.syrian(1);
        List<Sample> others = List.of(samples.syrian(1), samples.syrian(1), samples.syrian(1));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers =
                    others.stream()
                            .map(
                                    other ->
                                            CompletableFuture.supplyAsync(
                                                    () -> dismiss(here, other), threads))
                            .toList();
            answers.forEach(answer -> assertAccepted(answer.join(), "duplicate-dismissed"));
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
        links      | {"reports":[],"reason":"x"}             | 422 | empty
        links      | {"reports":["x"],"reason":"x"}          | 422 | not-a-uuid
        links      | {"reason":"x"}                          | 422 | missing
        links      | {"reports":["0199d5a0-0000-7000-8000-00000000ffff","0199d5a0-0000-7000-8000-00000000ffff"],"reason":"x"} | 422 | repeated
        merges     | {"merged":"0199d5a0-0000-7000-8000-00000000ffff"} | 422 | missing
        merges     | {"merged":"0199d5a0-0000-7000-8000-00000000ffff","reason":"x"} | 422 | unknown-incident
        merges     | {"merged":"0199d5a0-0000-7000-8000-00000000ffff","reason":"x","surprise":1} | 422 | unknown-field
        splits     | {"reports":["0199d5a0-0000-7000-8000-00000000ffff"],"reason":" "} | 422 | bad-text
        rehomings  | {"theatre":"syria","reason":"x"}        | 422 | unknown-theatre
        duplicates | {"survivor":7,"reason":"x"}             | 422 | not-a-uuid
        dismissals | {"other":"0199d5a0-0000-7000-8000-00000000ffff","reason":"x"} | 422 | unknown-incident
        reversals  | {"event":-1,"reason":"x"}               | 422 | out-of-bounds
        reversals  | {"event":                               | 400 | not-json
        """)
    void bad_input_is_a_problem_that_names_its_fault(
            String what, String body, int status, String code) {
        Sample here = samples.syrian(1);
        long before = size();
        Answer answer = post(here, what, body);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().toString()).contains(code);
        assertThat(size()).isEqualTo(before);
    }

    @Test
    void who_may_not_judge_or_judges_what_is_not_there_is_told_so() {
        Sample nowhere = new Sample(UNKNOWN, List.of());
        assertRefused(link(nowhere, samples.syrian(1).report()), 404, "not-found");
        assertThat(post(new Sample("no-uuid", List.of()), "links", "{}").status()).isEqualTo(404);
        String path = "/v1/incidents/" + samples.syrian(1).incident() + "/merges";
        String submitter = ledger.organisation("sample-submitter", "submit");
        assertRefused(ledger.post(path, submitter, "{}"), 403, "scope-needed");
        assertThat(ledger.post(path + "?colour=red", assessor, "{}").status()).isEqualTo(400);
    }

    private static Answer link(Sample to, String... reports) {
        return post(
                to,
                "links",
                "{\"reports\":[\"%s\"],\"reason\":\"SYNTHETIC SAMPLE\"}"
                        .formatted(String.join("\",\"", reports)));
    }

    private static Answer merge(Sample survivor, Sample merged) {
        return post(survivor, "merges", merging(merged));
    }

    private static String merging(Sample merged) {
        return one("merged", merged.incident());
    }

    private static Answer split(Sample from, String into, String... reports) {
        String where = into.isEmpty() ? "" : "\"into\":\"" + into + "\",";
        return post(
                from,
                "splits",
                "{\"reports\":[\"%s\"],%s\"reason\":\"SYNTHETIC SAMPLE\"}"
                        .formatted(String.join("\",\"", reports), where));
    }

    private static Answer rehome(Sample incident, String theatre) {
        return post(incident, "rehomings", one("theatre", theatre));
    }

    private static Answer confirm(Sample duplicate, Sample survivor) {
        return post(duplicate, "duplicates", one("survivor", survivor.incident()));
    }

    private static Answer dismiss(Sample incident, Sample other) {
        return post(incident, "dismissals", one("other", other.incident()));
    }

    private static Answer reverse(Sample incident, Answer move) {
        return reverse(incident, Long.toString(position(move)));
    }

    private static Answer reverse(Sample incident, String position) {
        return post(
                incident,
                "reversals",
                "{\"event\":%s,\"reason\":\"SYNTHETIC SAMPLE\"}".formatted(position));
    }

    private static String one(String field, String value) {
        return "{\"%s\":\"%s\",\"reason\":\"SYNTHETIC SAMPLE\"}".formatted(field, value);
    }

    private static Answer post(Sample incident, String what, String body) {
        return ledger.post("/v1/incidents/" + incident.incident() + "/" + what, assessor, body);
    }

    private static void assertAccepted(Answer answer, String type) {
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(201);
        assertThat(answer.json().get("type").stringValue()).isEqualTo(type);
        assertThat(answer.json().get("outcome").stringValue()).isEqualTo("accepted");
        assertThat(answer.json().get("leafHash").stringValue()).matches("[0-9a-f]{64}");
    }

    private static void assertRefused(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(status);
        assertThat(answer.json().toString()).contains(code);
    }

    private static long position(Answer answer) {
        return answer.json().get("position").longValue();
    }

    private static long size() {
        return ledger.get("/v1/health", "").json().get("head").get("size").longValue();
    }
}
