package org.casualtyledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.casualtyledger.standalone.SyntheticClaim.incident;

import java.util.Map;
import org.casualtyledger.standalone.RealLedger.Organisation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Two organisations report one strike, and do not agree. Everything over HTTP. */
class DisagreementTest {
    private static int towns;

    private final String town = "Disputed Town " + ++towns;
    private Organisation one;
    private Organisation two;
    private Organisation desk;
    private JsonNode first;
    private JsonNode second;
    private long last;

    @BeforeEach
    void two_reports_of_one_strike() {
        one = RealLedger.organisation("submit", "read", "assess");
        two = RealLedger.organisation("submit", "read", "assess");
        desk = RealLedger.organisation("submit", "read", "assess");
        first = submit(one, incident().at(town).killed(5, 8).by("Sample Force").as("a"));
        second = submit(two, incident().at(town).killed(7, 12).by("Sample Group").as("b"));
    }

    @Test
    void what_two_report_of_one_strike_counts_once_and_each_step_is_explained() {
        assertThat(killed()).as("two incidents, until somebody links them").isEqualTo("12–20");
        JsonNode candidates = get(desk, "/v1/incidents/" + id(first) + "/candidates");
        assertThat(candidates.toString()).contains(id(second));
        assertThat(tally("").path("openCandidates").path("pairs").asLong()).isEqualTo(1);

        long apart = last;
        post(
                "/v1/incidents/" + id(first) + "/merges",
                "{\"merged\": \"%s\", \"reason\": \"One strike.\"}".formatted(id(second)));
        assertThat(killed()).isEqualTo("5–12");
        assertThat(tally("").at("/total/incidents").asLong()).isEqualTo(1);
        assertThat(tally("").path("openCandidates").path("pairs").asLong(0)).isZero();
        explained(apart, "merge", "-1", -7, -8);
        assertThat(tally("&actor=Sample%20Force").at("/shared/incidents").asLong()).isEqualTo(1);
        assertThat(tally("&actor=Sample%20Group").at("/shared/incidents").asLong()).isEqualTo(1);
        assertThat(tally("&actor=Sample%20Group").at("/sole/incidents").asLong(0)).isZero();
        assertThat(tally("&asOf=" + apart).at("/total/killed/max").asLong()).isEqualTo(20);

        long merged = last;
        submit(desk, denial().put("externalId", "denial").put("incident", id(first)).toString());
        assertThat(killed()).as("a denial lowers no minimum").isEqualTo("5–12");
        explained(merged, "", "0", 0, 0);

        long denied = last;
        withdraw(one, first);
        assertThat(killed()).as("what stands is the other's").isEqualTo("7–12");
        explained(denied, "withdrawal", "0", 2, 0);

        long withdrawn = last;
        post(
                "/v1/incidents/" + id(first) + "/reversals",
                "{\"event\": %d, \"reason\": \"They were two.\"}".formatted(merged));
        assertThat(killed()).isEqualTo("7–12");
        assertThat(
                        get(desk, "/v1/tallies?place=" + place() + "&asOf=" + withdrawn)
                                .at("/total/killed/min")
                                .asLong())
                .isEqualTo(7);
    }

    @Test
    void assessors_who_disagree_are_disputed_and_an_explicit_count_says_so() {
        grade(one, "fair");
        grade(two, "weak");
        assertThat(page().at("/grade/grade").asString()).isEqualTo("disputed");
        assertThat(tally("").at("/total/disputed").asLong()).isEqualTo(1);
        assertThat(tally("&methodology=confirmed-fair").at("/total/incidents").asLong()).isZero();

        grade(two, "fair");
        assertThat(tally("&methodology=confirmed-fair").at("/total/killed/max").asLong())
                .isEqualTo(8);
        post(
                "/v1/incidents/" + id(first) + "/counts",
                "{\"counts\": {\"killed\": {\"min\": 6, \"max\": 6}}, \"reason\": \"By names.\"}");
        assertThat(page().at("/derived/rule").asString()).isEqualTo("assessed");
        assertThat(killed()).isEqualTo("13–18");
    }

    @Test
    void what_waits_for_a_second_reader_is_apart_and_counts_when_somebody_else_approves() {
        JsonNode pending =
                post(
                        "/v1/incidents/" + id(first) + "/grades",
                        "{\"grade\": \"discounted\", \"reason\": \"Not here.\", \"review\": true}");
        assertThat(page().path("pending")).hasSize(1);
        assertThat(killed()).isEqualTo("12–20");
        String approval = "{\"judgement\": %d}".formatted(pending.path("position").asLong());
        desk.requests().post("/v1/incidents/" + id(first) + "/approvals", approval).isProblem();
        last =
                one.requests()
                        .post("/v1/incidents/" + id(first) + "/approvals", approval)
                        .is(201)
                        .json()
                        .path("position")
                        .asLong();
        assertThat(page().path("pending")).isEmpty();
        assertThat(killed()).as("what is discounted does not count").isEqualTo("7–12");
    }

    @Test
    void what_a_belligerent_concedes_stands_beside_what_is_alleged() {
        post(
                "/v1/incidents/" + id(first) + "/statements",
                """
                {"actor": "Sample Force", "stance": "admits", "on": "2001-07-01",
                 "killed": {"min": 2, "max": 2}, "source": {"publisher": "Sample Wire"},
                 "reason": "Read in its release."}
                """);
        assertThat(killed()).isEqualTo("12–20");
        JsonNode actors = get(desk, "/v1/responsibility?place=" + place()).path("actors");
        JsonNode force = actors.get(0);
        assertThat(force.path("actor").asString()).isEqualTo("Sample Force");
        assertThat(force.at("/alleged/killed/max").asLong()).isEqualTo(8);
        assertThat(force.at("/conceded/killed/max").asLong()).isEqualTo(2);
        assertThat(page().at("/statements/0/stance").asString()).isEqualTo("admits");
    }

    @Test
    void a_resolution_moves_a_place_from_its_position_on_and_changes_no_earlier_answer() {
        long before = last;
        post(
                "/v1/resolutions/places",
                """
                {"stated": {"country": "Syria", "admin": ["Synthetic Governorate"], "name": "%s"},
                 "place": 172955, "reason": "It is there."}
                """
                        .formatted(town));
        JsonNode now = tally("&by=city");
        assertThat(now.at("/rows/0/cityId").asString()).isEqualTo("172955");
        assertThat(now.at("/rows/0/killed/max").asLong()).isEqualTo(20);
        JsonNode then = tally("&by=city&asOf=" + before);
        assertThat(then.toString()).doesNotContain("172955");
        assertThat(tally("&by=city&rules=now&asOf=" + before).toString()).contains("172955");
        assertThat(then.at("/total/killed/max").asLong()).isEqualTo(20);
    }

    private static tools.jackson.databind.node.ObjectNode denial() {
        tools.jackson.databind.node.ObjectNode report =
                tools.jackson.databind.json.JsonMapper.shared().createObjectNode();
        tools.jackson.databind.node.ObjectNode claim = incident().at("x").killed(0, 0).json();
        claim.putObject("claimant").put("name", "Sample Force").put("kind", "belligerent");
        report.set("claim", claim);
        return report;
    }

    private void explained(long from, String cause, String incidents, long min, long max) {
        JsonNode explained = get(desk, "/v1/tallies/explain?from=" + from + "&place=" + place());
        assertThat(explained.path("sum")).isEqualTo(explained.path("difference"));
        assertThat(explained.at("/difference/incidents").asString()).isEqualTo(incidents);
        assertThat(explained.at("/difference/killed/min").asLong()).isEqualTo(min);
        assertThat(explained.at("/difference/killed/max").asLong()).isEqualTo(max);
        if (!cause.isEmpty()) {
            assertThat(explained.at("/causes/0/cause").asString()).isEqualTo(cause);
            assertThat(explained.path("causes")).hasSize(1);
        }
    }

    private String killed() {
        JsonNode killed = tally("").at("/total/killed");
        return killed.path("min").asString("") + "–" + killed.path("max").asString("");
    }

    private JsonNode tally(String more) {
        return get(desk, "/v1/tallies?place=" + place() + more);
    }

    private String place() {
        return Requests.encoded(town);
    }

    private JsonNode page() {
        return get(desk, "/v1/incidents/" + id(first));
    }

    private JsonNode get(Organisation who, String path) {
        who.requests().counted(last);
        return who.requests().get(path).is(200).json();
    }

    private void grade(Organisation who, String grade) {
        last =
                who.requests()
                        .post(
                                "/v1/incidents/" + id(first) + "/grades",
                                "{\"grade\": \"%s\", \"reason\": \"As we read it.\"}"
                                        .formatted(grade))
                        .is(201)
                        .json()
                        .path("position")
                        .asLong();
    }

    private JsonNode post(String path, String body) {
        JsonNode receipt = desk.requests().post(path, body).is(201).json();
        last = receipt.path("position").asLong();
        return receipt;
    }

    private JsonNode submit(Organisation who, String report) {
        JsonNode receipt = who.requests().post("/v1/reports", report).is(201).json();
        last = receipt.path("position").asLong();
        return receipt;
    }

    private void withdraw(Organisation who, JsonNode receipt) {
        last =
                who.requests()
                        .post(
                                "/v1/reports/" + receipt.path("report").asString() + "/withdrawals",
                                "{\"reason\": \"retracted-by-source\"}",
                                Map.of())
                        .is(201)
                        .json()
                        .path("position")
                        .asLong();
    }

    private static String id(JsonNode receipt) {
        return receipt.path("incident").asString();
    }
}
