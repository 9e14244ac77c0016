package org.casualtyledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.casualtyledger.standalone.SyntheticClaim.incident;

import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.casualtyledger.standalone.RealLedger.Organisation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** From a report that somebody submits to the tallies that everybody reads, over HTTP. */
class ReportToTallyTest {

    private static final List<String> FIGURES =
            List.of("/incidents", "/withCivilianHarm", "/killed/min", "/killed/max");

    private static final List<String> MEASURES =
            List.of(
                    "/incidents",
                    "/withCivilianHarm",
                    "/killed/min",
                    "/killed/max",
                    "/killed/notStated",
                    "/killed/openEnded",
                    "/injured/notStated",
                    "/undetermined/min",
                    "/undetermined/max",
                    "/undetermined/notStated");

    private Organisation monitor;

    @BeforeEach
    void a_monitor() {
        monitor = RealLedger.organisation("submit", "read");
    }

    @Test
    void a_report_is_in_the_tally_at_its_receipt_s_position() {
        JsonNode receipt = submit(incident().killed(3, 5).as("a"));

        JsonNode tally = tally(receipt, "");

        assertThat(figures(tally.path("total"))).containsExactly(1L, 1L, 3L, 5L);
        assertThat(tally.path("total").path("injured").path("min").isNull()).isTrue();
        assertThat(tally.path("position").asLong())
                .isGreaterThanOrEqualTo(receipt.path("position").asLong());
    }

    @Test
    void a_correction_moves_its_own_cells_alone_and_the_past_stays_as_it_was() {
        submit(incident().at("Untouched Town").killed(10, 10).as("b"));
        JsonNode first = submit(incident().at("Old Town").killed(3, 5).as("a"));
        String before = rows(first, "&by=place,month");

        JsonNode corrected =
                correct(
                        first,
                        incident()
                                .at("New Town")
                                .on("2001-07-09", "2001-07-09")
                                .killed(4, 4)
                                .because("it was elsewhere, and later"));

        JsonNode now = tally(corrected, "&by=place,month");
        assertThat(rowsBy(now, "/place"))
                .isEqualTo(
                        Map.of(
                                "Untouched Town", List.of(1L, 1L, 10L, 10L),
                                "New Town", List.of(1L, 1L, 4L, 4L)));
        assertThat(rowsBy(now, "/month")).containsOnlyKeys("2001-06", "2001-07");
        assertThat(rows(corrected, "&by=place,month&asOf=" + position(first)))
                .as("as of the position before")
                .isEqualTo(before);
        assertThat(
                        rows(
                                corrected,
                                "&by=place,month&asOf="
                                        + Requests.encoded(first.path("at").asString())))
                .as("as of the instant before")
                .isEqualTo(before);
    }

    @Test
    void what_changed_is_listed_with_its_reason_for_those_who_may_read_it() {
        JsonNode first = submit(incident().killed(3, 5).as("a"));
        String reason = "SYNTHETIC SAMPLE: recounted from the hospital's list";
        JsonNode corrected = correct(first, incident().killed(4, 5).because(reason));
        String since =
                "/v1/changes?since=%d&limit=1&atLeast=%d"
                        .formatted(position(corrected) - 1, position(corrected));

        JsonNode own = monitor.requests().get(since).is(200).json().path("changes").path(0);
        assertThat(own.path("type").asString()).isEqualTo("report-corrected");
        assertThat(own.path("reason").asString()).isEqualTo(reason);
        assertThat(own.path("reasonFor").asString()).isEqualTo("restricted");
        Organisation auditor = RealLedger.organisation("read", "audit");
        assertThat(change(auditor, since).path("reason").asString()).isEqualTo(reason);
        Organisation reader = RealLedger.organisation("read");
        assertThat(change(reader, since).path("reason").isNull()).isTrue();
        assertThat(change(reader, since).path("reasonFor").asString()).isEqualTo("restricted");
    }

    private static JsonNode change(Organisation by, String question) {
        return by.requests().get(question).is(200).json().path("changes").path(0);
    }

    @Test
    void a_withdrawn_report_counts_no_more_and_stays_readable() {
        JsonNode receipt = submit(incident().killed(3, 5).as("a"));
        String path = "/v1/reports/" + receipt.path("report").asString();

        JsonNode withdrawn =
                monitor.requests()
                        .post(path + "/withdrawals", "{\"reason\":\"not-verified\"}")
                        .is(201)
                        .json();

        JsonNode tally = tally(withdrawn, "&by=place");
        assertThat(tally.path("total").path("incidents").asLong()).isZero();
        assertThat(tally.path("rows")).isEmpty();
        assertThat(figures(tally(withdrawn, "&asOf=" + position(receipt)).path("total")))
                .containsExactly(1L, 1L, 3L, 5L);
        assertThat(monitor.requests().get(path).is(200).json().path("status").asString())
                .isEqualTo("withdrawn");
    }

    @Test
    void what_two_organisations_report_of_one_incident_counts_once() {
        Organisation network = RealLedger.organisation("submit", "read");
        JsonNode first = submit(incident().at("Shared Town").killed(3, 5).as("a"));

        JsonNode second =
                network.requests()
                        .post(
                                "/v1/reports",
                                incident()
                                        .at("Shared Town")
                                        .killed(4, 9)
                                        .as("n-1", first.path("incident").asString()))
                        .is(201)
                        .json();

        JsonNode tally = tally(second, "&by=organisation");
        assertThat(figures(tally.path("total"))).containsExactly(1L, 1L, 3L, 9L);
        assertThat(tally.path("rows").path(0).path("organisations").toString())
                .isEqualTo("[\"%s\",\"%s\"]".formatted(monitor.id(), network.id()));
        assertThat(figures(tally(second, "&asOf=" + position(first)).path("total")))
                .containsExactly(1L, 1L, 3L, 5L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cumulative", "aggregate"})
    void a_running_total_or_a_remainder_is_a_series_and_in_no_tally(String kind) {
        submit(SyntheticClaim.of(kind).on("2001-01-01", "2001-06-30").killed(90, 90).as("c-1"));
        JsonNode last =
                submit(
                        SyntheticClaim.of(kind)
                                .on("2001-01-01", "2001-07-31")
                                .killed(85, 95)
                                .as("c-2"));

        assertThat(tally(last, "").path("total").path("incidents").asLong()).isZero();
        JsonNode series =
                monitor.requests()
                        .get(
                                "/v1/series?organisation=%s&atLeast=%d"
                                        .formatted(monitor.id(), position(last)))
                        .is(200)
                        .json()
                        .path("series");
        assertThat(series).hasSize(1);
        assertThat(series.path(0).path("kind").asString()).isEqualTo(kind);
        JsonNode points = series.path(0).path("points");
        assertThat(points).hasSize(2);
        assertThat(points.path(1).at("/killed/max").asInt()).isEqualTo(95);
        if (kind.equals("cumulative")) {
            assertThat(points.path(1).at("/difference/killed/min").asInt()).isEqualTo(-5);
        }
    }

    @Test
    void a_month_s_answer_shows_beside_it_what_overlaps_it() {
        submit(incident().killed(1, 1).as("a"));
        JsonNode last =
                submit(incident().on("2001-05-30", "2001-06-02").killed(7, 8).as("spanning"));

        JsonNode june = tally(last, "&month=2001-06");
        JsonNode spans = tally(last, "&month=spans");

        assertThat(figures(june.path("total"))).containsExactly(1L, 1L, 1L, 1L);
        assertThat(figures(june.path("overlapping"))).containsExactly(1L, 1L, 7L, 8L);
        assertThat(figures(spans.path("total"))).containsExactly(1L, 1L, 7L, 8L);
        assertThat(tally(last, "").has("overlapping")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "place",
                "province",
                "country",
                "month",
                "actor",
                "actor&role=party",
                "theatre",
                "grade",
                "organisation",
                "precision",
                "place,month,actor",
                "place&place=synthetic+governorate",
                "month&actor=synthetic+force+a",
                "place&month=2001-06"
            })
    void whatever_the_rows_are_grouped_by_they_add_up_to_the_total(String by) {
        submit(incident().killed(3, 5).by("Synthetic Force A").as("a"));
        submit(incident().killed(1, 2).by("Synthetic Force A", "Synthetic Force B").as("b"));
        submit(incident().unlocated().undetermined(2, 4).as("c"));
        JsonNode last =
                submit(
                        incident()
                                .on("2001-05-30", "2001-06-02")
                                .at("Other Town")
                                .killed(7, 8)
                                .by("Synthetic Force A")
                                .as("d"));

        JsonNode tally = tally(last, "&by=" + by);

        assertThat(tally.path("rows")).isNotEmpty();
        for (String measure : MEASURES) {
            assertThat(stream(tally.path("rows")).mapToLong(row -> row.at(measure).asLong(0)).sum())
                    .as(measure)
                    .isEqualTo(tally.path("total").at(measure).asLong(0));
        }
    }

    @Test
    void an_actor_s_tally_means_alleged_perpetrators_unless_asked_otherwise() {
        JsonNode last =
                submit(
                        incident()
                                .killed(3, 5)
                                .by("Synthetic Force A", "Synthetic Force B")
                                .as("a"));

        assertThat(figures(tally(last, "&actor=Synthetic+Force+B").path("total")))
                .containsExactly(1L, 1L, 3L, 5L);
        assertThat(tally(last, "&actor=Synthetic+Force+C").path("total").path("incidents").asLong())
                .isZero();
    }

    @Test
    void the_same_figures_come_as_csv() {
        JsonNode last = submit(incident().at("Town, with a comma").killed(3, 5).as("a"));

        Requests.Answer csv =
                monitor.requests()
                        .get(
                                question(last) + "&by=place",
                                Map.of("Accept", "text/csv, application/problem+json"));

        assertThat(csv.header("Content-Type")).isEqualTo("text/csv;charset=UTF-8");
        List<String> lines = csv.body().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).startsWith("line,place,admin,country,residual,incidents,");
        assertThat(lines.get(1))
                .startsWith(
                        "row,\"Town, with a comma\",Synthetic Governorate,Syria,false,1,1,3,5,");
        assertThat(lines.get(2)).startsWith("total,,,,,1,1,3,5,");
        assertThat(monitor.requests().get(question(last) + "&by=place&format=csv").body())
                .isEqualTo(csv.body());
    }

    @Test
    void an_answer_that_the_reader_has_is_not_sent_again() {
        JsonNode last = submit(incident().killed(3, 5).as("a"));
        String question = question(last) + "&asOf=" + position(last);
        String etag = monitor.requests().get(question).is(200).header("ETag");

        assertThat(monitor.requests().get(question, Map.of("If-None-Match", etag)).is(304).body())
                .isEmpty();
        monitor.requests().get(question + "&by=place", Map.of("If-None-Match", etag)).is(200);
    }

    @Test
    void a_tally_needs_a_key_that_may_read_and_names_every_parameter_that_it_does_not_know() {
        Organisation submitter = RealLedger.organisation("submit");

        RealLedger.asNobody().get("/v1/tallies").isProblem(401, "key-needed");
        submitter.requests().get("/v1/tallies").isProblem(403, "scope-needed");
        JsonNode errors =
                monitor.requests()
                        .get("/v1/tallies?plaec=x&mnoth=2001-06&by=colour&asOf=yesterday")
                        .isProblem(400, "bad-parameters")
                        .json()
                        .path("errors");
        assertThat(stream(errors).map(error -> error.path("pointer").asString()))
                .containsExactlyInAnyOrder("?plaec", "?mnoth", "?by", "?asOf");
    }

    @Test
    void a_position_that_the_log_has_not_is_refused_not_answered_with_less() {
        monitor.requests()
                .get("/v1/tallies?asOf=" + (RealLedger.logSize() + 1_000))
                .isProblem(400, "bad-parameters");
    }

    @Test
    void no_free_text_of_a_report_is_in_any_of_its_leaves() {
        Organisation reader = RealLedger.organisation("read");
        JsonNode first =
                submit(
                        incident()
                                .killed(1, 1)
                                .narrative("A narrative that names no one.")
                                .source("Synthetic Wire", "A headline that nobody wrote")
                                .as("a"));
        correct(
                first,
                incident()
                        .killed(2, 2)
                        .narrative("Another narrative.")
                        .source("Synthetic Wire", "Another headline")
                        .because("A reason in free words."));
        String path = "/v1/reports/" + first.path("report").asString();
        monitor.requests()
                .post(
                        path + "/withdrawals",
                        "{\"reason\":\"other\",\"note\":\"A note in free words.\"}")
                .is(201);

        JsonNode history = reader.requests().get(path).is(200).json().path("history");

        assertThat(history).hasSize(3);
        for (JsonNode event : history) {
            assertThat(event.path("leaf").toString())
                    .doesNotContain("narrative that", "headline", "Another", "free words");
        }
        assertThat(history.path(0).path("leaf").toString()).contains("Synthetic Wire");
        assertThat(monitor.requests().get(path).body())
                .as("the submitter reads its own texts")
                .contains("A narrative that names no one.", "A note in free words.");
    }

    private JsonNode submit(String report) {
        return monitor.requests().post("/v1/reports", report).is(201).json();
    }

    private JsonNode correct(JsonNode receipt, String correction) {
        return monitor.requests()
                .post(
                        "/v1/reports/" + receipt.path("report").asString() + "/corrections",
                        correction,
                        Map.of("If-Match", "\"r" + position(receipt) + "\""))
                .is(201)
                .json();
    }

    private JsonNode tally(JsonNode receipt, String further) {
        return monitor.requests().get(question(receipt) + further).is(200).json();
    }

    private String rows(JsonNode receipt, String further) {
        JsonNode tally = tally(receipt, further);
        return tally.path("rows") + " " + tally.path("total");
    }

    private String question(JsonNode receipt) {
        return "/v1/tallies?organisation=%s&atLeast=%d".formatted(monitor.id(), position(receipt));
    }

    private static long position(JsonNode receipt) {
        return receipt.path("position").asLong();
    }

    private static List<Long> figures(JsonNode row) {
        return FIGURES.stream().map(figure -> row.at(figure).asLong()).toList();
    }

    private static Map<String, List<Long>> rowsBy(JsonNode tally, String name) {
        return stream(tally.path("rows"))
                .collect(
                        java.util.stream.Collectors.toMap(
                                row -> row.at(name).asString(), ReportToTallyTest::figures));
    }

    private static java.util.stream.Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
