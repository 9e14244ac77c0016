package org.casualtyledger.api.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.casualtyledger.api.testing.TestLedger;
import org.casualtyledger.api.testing.TestPostgres;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.IncidentRehomed;
import org.casualtyledger.events.IncidentSplit;
import org.casualtyledger.events.IncidentsMerged;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.ReportsLinked;
import org.casualtyledger.events.TheatreId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Reports whose incidents others move. */
class MovedReportsHttpTest {
    private static TestLedger ledger;
    private static String monitor;

    @BeforeAll
    static void start() {
        try (HikariDataSource database = TestPostgres.database()) {
            ledger = new TestLedger(database.getJdbcUrl(), "postgres", "");
        }
        monitor = ledger.organisation("sample-monitor", "submit", "read");
        ledger.organisation("sample-desk", "assess");
    }

    @AfterAll
    static void stop() {
        ledger.close();
    }

    private record Submitted(ReportId report, IncidentId incident, String etag, long position) {}

    @Test
    void a_correction_after_a_rehoming_is_recorded_in_the_present_theatre() {
        Submitted report = submit("rehomed", "");
        ledger.append(
                "sample-desk",
                "IRQ",
                new IncidentRehomed(
                        report.incident(),
                        new TheatreId("SYR"),
                        List.of(new IncidentRehomed.Carried(report.report(), report.position())),
                        List.of()));
        TestLedger.Answer corrected = correct(report, report.etag(), 5);
        assertThat(corrected.status()).isEqualTo(201);
        assertThat(corrected.json().get("flags").toString()).contains("theatre-differs");
        assertThat(ledger.events(corrected.json().get("position").longValue()).getFirst().theatre())
                .isEqualTo(new TheatreId("IRQ"));
        assertThat(read(report).json().get("theatre").stringValue()).isEqualTo("IRQ");
    }

    @Test
    void a_link_by_somebody_else_makes_no_correction_stale() {
        Submitted one = submit("linked-one", "");
        Submitted two = submit("linked-two", "");
        ledger.append(
                "sample-desk",
                "SYR",
                new ReportsLinked(
                        one.incident(),
                        List.of(new ReportsLinked.Move(two.report(), two.incident())),
                        List.of()));
        TestLedger.Answer read = read(two);
        assertThat(read.header("ETag")).startsWith(two.etag().replaceAll(".$", "-m"));
        assertThat(read.json().get("incident").stringValue()).isEqualTo(one.incident().toString());
        assertThat(correct(two, two.etag(), 5).status()).isEqualTo(201);
        assertThat(correct(two, read.header("ETag"), 6).status()).isEqualTo(412);
        assertThat(correct(two, read(two).header("ETag"), 6).status()).isEqualTo(201);
    }

    @Test
    void a_report_that_others_moved_is_never_answered_as_not_modified() {
        Submitted still = submit("etag-still", "");
        Submitted moved = submit("etag-moved", "");
        ledger.append(
                "sample-desk",
                "SYR",
                new ReportsLinked(
                        still.incident(),
                        List.of(new ReportsLinked.Move(moved.report(), moved.incident())),
                        List.of()));
        assertThat(readIf(still).status()).isEqualTo(304);
        assertThat(readIf(moved).json().get("incident").stringValue())
                .isEqualTo(still.incident().toString());
    }

    private static TestLedger.Answer readIf(Submitted report) {
        return ledger.get(
                "/v1/reports/" + report.report(), monitor, "If-None-Match", report.etag());
    }

    @Test
    void a_report_for_an_incident_that_was_merged_away_names_the_survivor() {
        Submitted gone = submit("merged-gone", "");
        Submitted middle = submit("merged-middle", "");
        Submitted survivor = submit("merged-survivor", "");
        merge(middle.incident(), gone);
        merge(survivor.incident(), middle);
        TestLedger.Answer refused = post("merged-late", naming(gone));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().get("type").stringValue()).endsWith("incident-merged");
        assertThat(refused.json().get("errors").get(0).get("pointer").stringValue())
                .isEqualTo("/incident");
        assertThat(refused.json().get("detail").stringValue())
                .contains(survivor.incident().toString());
        assertThat(post("merged-late", naming(survivor)).status()).isEqualTo(201);
        ledger.append(
                "sample-desk",
                "SYR",
                new IncidentSplit(
                        middle.incident(), gone.incident(), List.of(gone.report()), List.of()));
        assertThat(post("merged-later", naming(gone)).status()).isEqualTo(201);
    }

    @Test
    void no_report_joins_an_incident_after_its_merge_however_close_the_two_come() {
        for (int i = 0; i < 30; i++) {
            Submitted gone = submit("race-gone-" + i, "");
            Submitted survivor = submit("race-survivor-" + i, "");
            String late = "race-late-" + i;
            CompletableFuture<TestLedger.Answer> joining =
                    CompletableFuture.supplyAsync(() -> post(late, naming(gone)));
            long merged = merge(survivor.incident(), gone);
            TestLedger.Answer answer = joining.join();
            assertThat(answer.status()).as(answer.json().toString()).isIn(201, 409);
            if (answer.status() == 201) {
                assertThat(answer.json().get("position").longValue()).isLessThan(merged);
            }
        }
    }

    @Test
    void a_submission_that_is_sent_again_gets_its_receipt_though_its_incident_is_gone() {
        Submitted first = submit("again-first", "");
        Submitted joined = submit("again-joined", naming(first));
        Submitted survivor = submit("again-survivor", "");
        merge(survivor.incident(), first);
        TestLedger.Answer again = post("again-joined", naming(first));
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().get("position").longValue()).isEqualTo(joined.position());
    }

    @Test
    void an_incident_that_was_rehomed_takes_no_report_of_the_old_theatre() {
        Submitted report = submit("moved-away", "");
        ledger.append(
                "sample-desk",
                "IRQ",
                new IncidentRehomed(report.incident(), new TheatreId("SYR"), List.of(), List.of()));
        assertThat(post("moved-late", naming(report)).json().get("errors").toString())
                .contains("other-theatre");
    }

    @Test
    void an_alias_stands_for_its_report_in_a_correction_too() {
        TestLedger.Answer answer = post("aliased", "\"aliases\":[\"other-name\"],");
        ReportId alias =
                ReportId.of(
                        new org.casualtyledger.events.OrganisationId("sample-monitor"),
                        "other-name");
        Submitted first =
                new Submitted(alias, new IncidentId(alias.value()), answer.header("ETag"), 0);
        assertThat(correct(first, first.etag(), 5).status()).isEqualTo(201);
        assertThat(correct(first, first.etag(), 6).status()).isEqualTo(412);
    }

    @Test
    void what_a_claim_repeats_and_what_was_found_late_are_kept() {
        Submitted original = submit("original", "");
        String derived =
                claim(4, "incident").replace("{\"kind\"", "{\"derivedFrom\":\"%s\",\"kind\"");
        TestLedger.Answer known = post("derived", "", derived.formatted(original.report()));
        assertThat(known.json().get("flags")).isEmpty();
        TestLedger.Answer unknown = post("derived-far", "", derived.formatted(original.incident()));
        assertThat(unknown.status()).isEqualTo(201);
        assertThat(unknown.json().get("flags").toString())
                .contains("derived-from-unknown", "/claim/derivedFrom");
        String total =
                claim(90, "cumulative")
                        .replace(
                                "{\"kind\"",
                                "{\"backlog\":{\"killed\":{\"min\":3,\"max\":3}},\"kind\"");
        assertThat(post("total", "", total).status()).isEqualTo(201);
    }

    private static long merge(IncidentId survivor, Submitted gone) {
        return ledger.append(
                "sample-desk",
                "SYR",
                new IncidentsMerged(survivor, gone.incident(), List.of(gone.report()), List.of()));
    }

    private static String naming(Submitted report) {
        return "\"incident\":\"" + report.incident() + "\",";
    }

    private static Submitted submit(String externalId, String more) {
        TestLedger.Answer answer = post(externalId, more);
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(201);
        return new Submitted(
                new ReportId(java.util.UUID.fromString(answer.json().get("report").stringValue())),
                IncidentId.parse(answer.json().get("incident").stringValue()),
                answer.header("ETag"),
                answer.json().get("position").longValue());
    }

    private static TestLedger.Answer post(String externalId, String more) {
        return post(externalId, more, claim(4, "incident"));
    }

    private static TestLedger.Answer post(String externalId, String more, String claim) {
        return ledger.post(
                "/v1/reports",
                monitor,
                "{\"externalId\":\"%s\",%s\"claim\":%s}".formatted(externalId, more, claim));
    }

    private static TestLedger.Answer read(Submitted report) {
        return ledger.get("/v1/reports/" + report.report(), monitor);
    }

    private static TestLedger.Answer correct(Submitted report, String etag, int killed) {
        return ledger.post(
                "/v1/reports/" + report.report() + "/corrections",
                monitor,
                "{\"reason\":\"SYNTHETIC SAMPLE\",\"claim\":" + claim(killed, "incident") + "}",
                "If-Match",
                etag);
    }

    private static String claim(int killed, String kind) {
        return """
            {"kind":"%s","when":{"from":"2017-06-03","to":"2017-06-03","precision":"day"},
             "where":[{"name":"Example town","country":"Syria","precision":"exact"}],
             "harm":{"killed":{"civilians":{"total":{"min":%d}}}},"sources":[{"publisher":"Sample Wire"}]}
            """
                .formatted(kind, killed);
    }
}
