package org.casualtyledger.projections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.casualtyledger.counting.Given.claim;
import static org.casualtyledger.counting.Given.corrected;
import static org.casualtyledger.counting.Given.submitted;
import static org.casualtyledger.counting.Given.withdrawn;
import static org.casualtyledger.projections.DomainEvents.actor;
import static org.casualtyledger.projections.DomainEvents.actorResolved;
import static org.casualtyledger.projections.DomainEvents.approved;
import static org.casualtyledger.projections.DomainEvents.at;
import static org.casualtyledger.projections.DomainEvents.citing;
import static org.casualtyledger.projections.DomainEvents.confirmed;
import static org.casualtyledger.projections.DomainEvents.counted;
import static org.casualtyledger.projections.DomainEvents.denied;
import static org.casualtyledger.projections.DomainEvents.derivedFrom;
import static org.casualtyledger.projections.DomainEvents.graded;
import static org.casualtyledger.projections.DomainEvents.incident;
import static org.casualtyledger.projections.DomainEvents.linked;
import static org.casualtyledger.projections.DomainEvents.merged;
import static org.casualtyledger.projections.DomainEvents.of;
import static org.casualtyledger.projections.DomainEvents.resolved;
import static org.casualtyledger.projections.DomainEvents.split;

import java.net.http.HttpResponse;
import java.util.List;
import org.casualtyledger.counting.Given;
import org.casualtyledger.events.Grade;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.claim.ClaimantKind;
import org.casualtyledger.events.claim.Place;
import org.casualtyledger.events.claim.PlacePrecision;
import org.casualtyledger.events.claim.Range;
import org.casualtyledger.projections.testing.ReadSideOverHttp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Incidents, their list and their candidates, as the production wiring answers them. */
class IncidentsOverHttpTest {
    private static final Place RAQQA = at("Raqqa", 35.95, 39.01, PlacePrecision.EXACT);
    private static final IncidentId A = incident(1);
    private static final IncidentId B = incident(2);
    private static final IncidentId C = incident(3);

    private static ReadSideOverHttp ledger;

    @BeforeAll
    static void start() {
        ledger = new ReadSideOverHttp();
        ledger.log.append(
                List.of(
                        submitted( // 0
                                "one",
                                "1",
                                A,
                                citing(
                                        raqqa().by("Force", ClaimantKind.BELLIGERENT)
                                                .killed(5, 8)
                                                .alleged("Force")
                                                .build(),
                                        "Agency",
                                        "2017-06-04")),
                        submitted( // 1
                                "two", "1", B, raqqa().killed(7, 12).party("Force").build()),
                        submitted( // 2
                                "copy",
                                "1",
                                B,
                                derivedFrom(raqqa().killed(70, 120).build(), of("two", "1"))),
                        submitted("three", "1", C, raqqa().killed(40, 40).build()), // 3
                        merged(A, B, of("two", "1"), of("copy", "1")), // 4
                        graded("judge", A, Grade.FAIR), // 5
                        graded("other", A, Grade.CONFIRMED), // 6
                        counted("judge", A, Range.of(6, 9), true), // 7
                        denied(A, "Force", "2017-06-10"), // 8
                        corrected("one", "1", raqqa().killed(6, 8).alleged("Force").build()), // 9
                        actor("force", "The Force"), // 10
                        actorResolved("Force", "force"), // 11
                        resolved(RAQQA, 172955, "Raqqa"))); // 12
    }

    private static Given.ClaimBuilder raqqa() {
        return claim().where(RAQQA);
    }

    @AfterAll
    static void stop() {
        ledger.close();
    }

    @Test
    void claims_stand_side_by_side_with_their_sources_and_versions() throws Exception {
        JsonNode reports = page("asOf=12").get("reports");

        assertThat(reports.size()).isEqualTo(3);
        JsonNode first = reports.get(0);
        assertThat(first.get("organisation").asString()).isEqualTo("one");
        assertThat(first.get("externalId").asString()).isEqualTo("1");
        assertThat(first.at("/claim/harm/killed/civilians/total/min").asInt()).isEqualTo(6);
        assertThat(first.get("versions").valueStream().map(v -> v.get("position").asInt()))
                .containsExactly(0, 9);
        JsonNode earlier = first.get("versions").get(0).get("claim");
        assertThat(earlier.at("/harm/killed/civilians/total/min").asInt()).isEqualTo(5);
        assertThat(earlier.at("/claimant/kind").asString()).isEqualTo("belligerent");
        assertThat(earlier.at("/sources/0/publisher").asString()).isEqualTo("Agency");
        assertThat(earlier.at("/sources/0/date").asString()).isEqualTo("2017-06-04");
        assertThat(reports.toString()).doesNotContain("_sd");

        JsonNode derived = reports.get(2);
        assertThat(derived.get("derived").asBoolean()).isTrue();
        assertThat(derived.get("derivedFrom").asString()).isEqualTo(of("two", "1").toString());
        assertThat(derived.get("counted").asBoolean()).isFalse();
        assertThat(derived.get("leftOut").asString()).isEqualTo("derived");
    }

    @Test
    void it_says_how_its_figures_follow_under_the_methodology_that_is_asked_for() throws Exception {
        JsonNode derived = page("asOf=12").get("derived");

        assertThat(derived.at("/methodology/name").asString()).isEqualTo("documented");
        assertThat(derived.at("/methodology/version").asInt()).isEqualTo(2);
        assertThat(derived.get("rule").asString()).isEqualTo("envelope");
        assertThat(derived.get("used").size()).isEqualTo(2);
        assertThat(derived.at("/measures/killed/min").asInt()).isEqualTo(6);
        assertThat(derived.at("/measures/killed/max").asInt()).isEqualTo(12);
        assertThat(derived.at("/leftOut/0/why").asString()).isEqualTo("derived");
        assertThat(derived.get("disputed").get(0).asString()).isEqualTo("grade");

        JsonNode first = page("asOf=12&methodology=documented@1").get("derived");
        assertThat(first.at("/methodology/semantics").asInt()).isEqualTo(1);
        assertThat(first.at("/measures/killed/max").asInt()).isEqualTo(120);
        assertThat(ledger.get("/v1/incidents/" + A + "?methodology=unheard-of").statusCode())
                .isEqualTo(404);
    }

    @Test
    void judgements_have_their_authors_and_those_that_wait_stand_apart() throws Exception {
        JsonNode page = page("asOf=12");

        assertThat(page.at("/grade/grade").asString()).isEqualTo("disputed");
        assertThat(page.at("/grade/assessments").valueStream().map(g -> g.get("by").asString()))
                .containsExactly("judge", "other");
        assertThat(page.at("/grade/assessments/0/person").asString()).isEqualTo("p-one");
        assertThat(page.get("counts").size()).isZero();
        assertThat(page.get("pending").size()).isEqualTo(1);
        assertThat(page.at("/pending/0/counts/killed/max").asInt()).isEqualTo(9);
        assertThat(page.at("/pending/0/position").asInt()).isEqualTo(7);
    }

    @Test
    void parties_are_labelled_present_and_statements_are_dated() throws Exception {
        JsonNode page = page("asOf=12");

        assertThat(page.at("/responsibility/alleged/0/actor").asString()).isEqualTo("Force");
        assertThat(page.at("/responsibility/alleged/0/by/0/organisation").asString())
                .isEqualTo("one");
        assertThat(page.at("/responsibility/alleged/0/resolved").asString()).isEqualTo("force");
        assertThat(page.at("/responsibility/present/0/role").asString()).isEqualTo("present");
        assertThat(page.at("/statements/0/stance").asString()).isEqualTo("denies");
        assertThat(page.at("/statements/0/on").asString()).isEqualTo("2017-06-10");
        assertThat(page.at("/places/0/place").asInt()).isEqualTo(172955);
    }

    @Test
    void the_rules_are_those_of_the_position_or_of_today() throws Exception {
        assertThat(page("asOf=10").at("/responsibility/alleged/0/resolved").isNull()).isTrue();
        JsonNode now = page("asOf=10&rules=now");
        assertThat(now.at("/responsibility/alleged/0/resolved").asString()).isEqualTo("force");
        assertThat(now.get("position").asInt()).isEqualTo(10);
        assertThat(now.get("rulesPosition").asInt()).isGreaterThanOrEqualTo(12);
    }

    @Test
    void the_timeline_has_everything_that_touched_it_before_merges_too() throws Exception {
        JsonNode timeline = page("asOf=12").get("timeline");

        assertThat(timeline.valueStream().map(e -> e.get("position").asInt()))
                .containsExactly(0, 1, 2, 4, 5, 6, 7, 8, 9);
        assertThat(timeline.get(3).get("type").asString()).isEqualTo("incidents-merged");
        assertThat(timeline.get(3).at("/what/merged").asString()).isEqualTo(B.toString());
        assertThat(timeline.get(4).get("person").asString()).isEqualTo("p-one");
        assertThat(timeline.get(8).at("/what/changed").valueStream().map(JsonNode::asString))
                .containsExactly("claimant", "harm", "sources");
        assertThat(page("asOf=5").get("timeline").size()).isEqualTo(5);
    }

    @Test
    void its_tag_is_the_latest_event_that_touched_it() throws Exception {
        page("asOf=12");
        HttpResponse<String> answer = ledger.get("/v1/incidents/" + A + "?asOf=12");
        assertThat(answer.headers().firstValue("etag")).contains("\"i9\"");
    }

    @Test
    void a_merged_incident_says_where_it_went_and_keeps_its_own_timeline() throws Exception {
        JsonNode page = ledger.json("/v1/incidents/" + B + "?asOf=12");

        assertThat(page.get("mergedInto").asString()).isEqualTo(A.toString());
        assertThat(page.get("reports").size()).isZero();
        assertThat(page.at("/derived/verdict").asString()).isEqualTo("no-account");
        assertThat(page.get("timeline").valueStream().map(e -> e.get("position").asInt()))
                .containsExactly(1, 2, 4);
        assertThat(page("asOf=12").get("merged").get(0).asString()).isEqualTo(B.toString());
    }

    @Test
    void an_incident_of_which_nothing_is_known_is_not_found() throws Exception {
        assertThat(ledger.get("/v1/incidents/" + incident(99)).statusCode()).isEqualTo(404);
        assertThat(ledger.get("/v1/incidents/none").statusCode()).isEqualTo(404);
        assertThat(ledger.get("/v1/incidents/" + C + "?asOf=2").statusCode()).isEqualTo(404);
        assertThat(ledger.get("/v1/incidents/" + A + "?colour=red").statusCode()).isEqualTo(400);
    }

    @Test
    void the_list_has_each_incident_once_and_pins_its_position() throws Exception {
        JsonNode all = ledger.json("/v1/incidents?theatre=SYR&asOf=12");
        assertThat(ids(all)).contains(A.toString(), C.toString()).doesNotContain(B.toString());

        JsonNode first = ledger.json("/v1/incidents?limit=1&asOf=12");
        JsonNode second =
                ledger.json("/v1/incidents?limit=1&cursor=" + first.get("next").asString());
        assertThat(ids(first)).containsExactly(A.toString());
        assertThat(ids(second)).containsExactly(C.toString());
        assertThat(second.get("position").asInt()).isEqualTo(12);
        assertThat(ledger.get("/v1/incidents?cursor=nonsense").statusCode()).isEqualTo(400);
    }

    @Test
    void the_list_is_filtered_by_organisation_days_and_grade() throws Exception {
        assertThat(ids(ledger.json("/v1/incidents?organisation=three&asOf=12")))
                .containsExactly(C.toString());
        assertThat(ids(ledger.json("/v1/incidents?organisation=two&asOf=12")))
                .containsExactly(A.toString());
        assertThat(ids(ledger.json("/v1/incidents?grade=disputed&asOf=12")))
                .containsExactly(A.toString());
        assertThat(ids(ledger.json("/v1/incidents?from=2017-06-04&asOf=12"))).isEmpty();
        assertThat(ids(ledger.json("/v1/incidents?from=2017-06-03&to=2017-06-03&asOf=12")))
                .hasSize(2);
        assertThat(ledger.get("/v1/incidents?from=June&grade=great&to=x").statusCode())
                .isEqualTo(400);
    }

    private static List<String> ids(JsonNode list) {
        return list.get("incidents")
                .valueStream()
                .map(row -> row.get("incident").asString())
                .toList();
    }

    @Test
    void candidates_are_ranked_with_reasons_until_somebody_judges_them() throws Exception {
        JsonNode candidates = ledger.json("/v1/incidents/" + C + "/candidates?asOf=12");
        JsonNode a = candidates.get("candidates").get(0);
        assertThat(a.get("incident").asString()).isEqualTo(A.toString());
        assertThat(a.get("status").asString()).isEqualTo("open");
        assertThat(a.get("open").asBoolean()).isTrue();
        assertThat(a.get("reasons").valueStream().map(r -> r.get("words").asString()))
                .contains("0.0 km apart", "the same day, 2017-06-03");

        JsonNode before = ledger.json("/v1/incidents/" + B + "/candidates?asOf=3");
        assertThat(before.get("candidates").size()).isEqualTo(2);

        IncidentId d = incident(4);
        ledger.log.append(
                submitted("four", "1", d, raqqa().killed(40, 41).build()), confirmed(d, C));
        assertThat(ledger.json("/v1/incidents/" + C + "/candidates").get("candidates").toString())
                .doesNotContain(d.toString());
        JsonNode shown = ledger.json("/v1/incidents/" + C + "/candidates?status=all");
        assertThat(
                        shown.get("candidates")
                                .valueStream()
                                .filter(c -> c.get("incident").asString().equals(d.toString()))
                                .map(c -> c.get("status").asString()))
                .containsExactly("confirmed");
        ledger.log.append(withdrawn("four", "1"));
    }

    @Test
    void an_approved_judgement_counts_and_a_split_gives_reports_back() throws Exception {
        IncidentId e = incident(5);
        IncidentId f = incident(6);
        Place far = at("Far town", 33.5, 36.3, PlacePrecision.EXACT);
        long last =
                ledger.log.append(
                        submitted("five", "1", e, claim().where(far).killed(1, 1).build()),
                        submitted("five", "2", f, claim().where(far).killed(2, 2).build()),
                        merged(e, f, of("five", "2")),
                        counted("judge", e, Range.of(3, 4), true));
        ledger.log.append(approved("other", e, last), split(e, f, of("five", "2")));

        JsonNode approved = ledger.json("/v1/incidents/" + e + "?asOf=" + (last + 1));
        assertThat(approved.get("pending").size()).isZero();
        assertThat(approved.at("/counts/0/counts/killed/min").asInt()).isEqualTo(3);
        assertThat(approved.at("/derived/rule").asString()).isEqualTo("assessed");
        JsonNode after = ledger.json("/v1/incidents/" + f);
        assertThat(after.get("mergedInto").isNull()).isTrue();
        assertThat(after.get("reports").size()).isEqualTo(1);
        assertThat(ledger.json("/v1/incidents/" + e).get("merged").size()).isZero();

        IncidentId g = incident(7);
        ledger.log.append(
                submitted("five", "3", g, claim().where(far).killed(1, 1).build()),
                linked(g, f, of("five", "2")));
        JsonNode linked = ledger.json("/v1/incidents/" + g);
        assertThat(linked.get("reports").size()).isEqualTo(2);
        assertThat(linked.get("timeline").valueStream().map(t -> t.get("type").asString()))
                .containsExactly(
                        "report-submitted",
                        "incidents-merged",
                        "incident-split",
                        "report-submitted",
                        "reports-linked");
    }

    private static JsonNode page(String query) throws Exception {
        return ledger.json("/v1/incidents/" + A + "?" + query);
    }
}
