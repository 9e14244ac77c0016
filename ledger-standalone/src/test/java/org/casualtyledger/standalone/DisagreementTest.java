package org.casualtyledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.casualtyledger.standalone.SyntheticClaim.incident;

import java.util.List;
import java.util.stream.StreamSupport;
import org.casualtyledger.standalone.RealLedger.Organisation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Two organisations report one strike, and do not agree. Everything over HTTP. */
class DisagreementTest {
    private static int towns;

    private final String town = "Disputed Town " + ++towns;
    private Organisation one;
    private Organisation two;
    private Organisation desk;
    private JsonNode first;
    private JsonNode second;
    private long before;
    private long last;
    private String shown;

    @BeforeEach
    void two_reports_of_one_strike() {
        one = RealLedger.organisation("submit", "read", "assess");
        two = RealLedger.organisation("submit", "read", "assess");
        desk = RealLedger.organisation("submit", "read", "assess");
        first = submit(one, incident().at(town).killed(5, 8).by("Sample Force").as("a"));
        second = submit(two, incident().at(town).killed(7, 12).by("Sample Group").as("b"));
    }

    @Test
    void until_somebody_joins_them_two_accounts_count_twice_and_the_tally_says_so() {
        JsonNode candidate = candidates(first).path(0);
        assertThat(candidate.path("incident").asString()).isEqualTo(id(second));
        assertThat(candidate.path("open").asBoolean()).isTrue();
        assertThat(values(candidate.path("reasons"), "/about"))
                .contains("place", "days", "figures");
        candidate.path("reasons").forEach(r -> assertThat(r.path("words").asString()).isNotBlank());
        assertThat(candidates(second).path(0).path("incident").asString()).isEqualTo(id(first));

        JsonNode open = tally("").path("openCandidates");
        assertThat(open.path("pairs").asLong()).isEqualTo(1);
        assertThat(open.path("incidents").asLong()).isEqualTo(2);
        assertThat(open.at("/couldBeCountedTwice/max").asLong())
                .as("all but the larger of the two")
                .isEqualTo(8);

        post(
                "/v1/incidents/" + id(first) + "/dismissals",
                "{\"other\": \"%s\", \"reason\": \"Two strikes.\"}".formatted(id(second)));
        assertThat(candidates(first)).isEmpty();
        assertThat(tally("").path("openCandidates").path("pairs").asLong(0)).isZero();
    }

    @Test
    void joined_they_count_once_and_each_step_is_explained() {
        shown = "2: 12–20";
        post(
                "/v1/incidents/" + id(first) + "/merges",
                "{\"merged\": \"%s\", \"reason\": \"One strike.\"}".formatted(id(second)));
        long merge = last;
        becomes("1: 5–12", "merge");
        assertThat(tally("").path("openCandidates").path("pairs").asLong(0)).isZero();

        submit(desk, denial().put("externalId", "denial").put("incident", id(first)).toString());
        becomes("1: 5–12"); // it states less, and moves nothing

        withdraw(one, first);
        becomes("1: 7–12", "withdrawal");

        post(
                "/v1/incidents/" + id(first) + "/reversals",
                "{\"event\": %d, \"reason\": \"They were two.\"}".formatted(merge));
        becomes("2: 7–12", "split"); // the other's account, and a denial by itself
    }

    @Test
    void an_incident_that_belongs_elsewhere_counts_there_and_comes_back() {
        shown = "2: 12–20";
        String path = "/v1/incidents/" + id(first);
        post(path + "/rehomings", "{\"theatre\": \"IRQ\", \"reason\": \"Beyond the border.\"}");
        long rehoming = last;
        assertThat(figures(tally("").path("total"))).as("nobody is lost").isEqualTo(shown);
        assertThat(figures(tally("&theatre=IRQ").path("total"))).isEqualTo("1: 5–8");
        assertThat(figures(tally("&theatre=SYR").path("total"))).isEqualTo("1: 7–12");
        assertThat(figures(tally("&theatre=SYR&asOf=" + before).path("total"))).isEqualTo(shown);
        JsonNode why = explained("&theatre=SYR");
        assertThat(values(why.path("causes"), "/cause")).containsExactly("rehoming");
        assertThat(why.path("sum")).isEqualTo(why.path("difference"));
        assertThat(why.at("/difference/killed/min").asLong()).isEqualTo(-5);

        post(
                path + "/reversals",
                "{\"event\": %d, \"reason\": \"It was this side.\"}".formatted(rehoming));
        assertThat(figures(tally("&theatre=SYR").path("total"))).isEqualTo(shown);
        assertThat(tally("&theatre=IRQ").at("/total/incidents").asLong()).isZero();
    }

    @Test
    void what_is_alleged_against_two_is_shared_by_both_and_once_in_the_total() {
        post(
                "/v1/incidents/" + id(second) + "/links",
                "{\"reports\": [\"%s\"], \"reason\": \"One strike.\"}"
                        .formatted(first.path("report").asString()));
        shown = "2: 12–20";
        becomes("1: 5–12", "link");
        for (String actor : List.of("Sample%20Force", "Sample%20Group")) {
            JsonNode tally = tally("&actor=" + actor);
            assertThat(figures(tally.path("total"))).isEqualTo("1: 5–12");
            assertThat(figures(tally.path("shared"))).isEqualTo("1: 5–12");
            assertThat(tally.at("/sole/incidents").asLong()).isZero();
        }
        JsonNode each = tally("&by=each-actor");
        assertThat(values(each.path("rows"), "/actor"))
                .containsExactlyInAnyOrder("Sample Force", "Sample Group");
        each.path("rows")
                .forEach(row -> assertThat(figures(row.path("shared"))).isEqualTo("1: 5–12"));
        assertThat(each.path("rowsAddUp").asBoolean(true)).isFalse();
        assertThat(figures(each.path("total"))).isEqualTo("1: 5–12");
    }

    @Test
    void assessors_who_disagree_are_disputed_until_they_agree() {
        shown = "2: 12–20";
        grade(one, "weak");
        becomes("2: 12–20"); // ungraded or weak, both are documented
        JsonNode weak = explained("&grade=weak");
        assertThat(figures(weak.path("difference"))).isEqualTo("1: 5–8");
        assertThat(values(weak.path("causes"), "/cause")).containsExactly("grade");
        grade(two, "fair");
        becomes("2: 12–20", "grade");
        assertThat(page().at("/grade/grade").asString()).isEqualTo("disputed");
        assertThat(page().at("/grade/assessments")).hasSize(2);
        assertThat(tally("").at("/total/disputed").asLong()).isEqualTo(1);
        assertThat(tally("&methodology=confirmed-fair").at("/total/incidents").asLong()).isZero();

        grade(one, "fair");
        becomes("2: 12–20", "grade");
        assertThat(tally("").at("/total/disputed").asLong()).isZero();
        JsonNode headline = tally("&methodology=confirmed-fair");
        assertThat(figures(headline.path("total"))).isEqualTo("1: 5–8");
        assertThat(headline.at("/methodology/name").asString()).isEqualTo("confirmed-fair");
        JsonNode why = explained("&methodology=confirmed-fair");
        assertThat(figures(why.path("difference"))).isEqualTo("1: 5–8");
        assertThat(values(why.path("causes"), "/cause")).containsExactly("grade");
    }

    @Test
    void an_assessor_s_own_count_stands_in_place_of_the_reports_and_the_page_says_so() {
        shown = "2: 12–20";
        post(
                "/v1/incidents/" + id(first) + "/counts",
                "{\"counts\": {\"killed\": {\"min\": 6, \"max\": 6}}, \"reason\": \"By names.\"}");
        becomes("2: 13–18", "assessed-counts");
        assertThat(page().at("/derived/rule").asString()).isEqualTo("assessed");
        assertThat(page().at("/counts/0/by").asString()).isEqualTo(desk.id());
        assertThat(page().at("/reports/0/claim/harm/killed/civilians/total/max").asLong())
                .as("the account is what it was")
                .isEqualTo(8);

        post(
                "/v1/incidents/" + id(first) + "/counts",
                "{\"counts\": null, \"reason\": \"Not so.\"}");
        becomes("2: 12–20", "assessed-counts");
    }

    @Test
    void what_waits_for_a_second_reader_counts_when_another_person_approves_it() {
        shown = "2: 12–20";
        Requests author = keyOf("reader-a");
        JsonNode pending =
                author.post(
                                "/v1/incidents/" + id(first) + "/grades",
                                """
                                {"grade": "discounted", "reason": "Not here.", "review": true}
                                """)
                        .is(201)
                        .json();
        stands(pending);
        becomes("2: 12–20");
        assertThat(page().path("pending")).hasSize(1);
        assertThat(page().at("/grade/grade").asString()).isEqualTo("ungraded");

        String approvals = "/v1/incidents/" + id(first) + "/approvals";
        String approval = "{\"judgement\": %d}".formatted(pending.path("position").asLong());
        author.post(approvals, approval).isProblem(403, "own-judgement");
        keyOf("reader-a").post(approvals, approval).isProblem(403, "own-judgement");
        desk.requests().post(approvals, approval).isProblem(403, "own-judgement");
        stands(keyOf("reader-b").post(approvals, approval).is(201).json());
        becomes("1: 7–12", "review");
        assertThat(page().path("pending")).isEmpty();
        assertThat(page().at("/grade/grade").asString()).isEqualTo("discounted");
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
        long unresolved = last;
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
        JsonNode then = tally("&by=city&asOf=" + unresolved);
        assertThat(then.toString()).doesNotContain("172955");
        assertThat(tally("&by=city&rules=now&asOf=" + unresolved).toString()).contains("172955");
        assertThat(then.at("/total/killed/max").asLong()).isEqualTo(20);
    }

    private ObjectNode denial() {
        ObjectNode report = JsonMapper.shared().createObjectNode();
        ObjectNode claim = incident().at(town).killed(0, 0).json();
        claim.putObject("claimant").put("name", "Sample Force").put("kind", "belligerent");
        report.set("claim", claim);
        return report;
    }

    /**
     * The latest step made the tally this; before it, it was what it was; and what explains the
     * difference, to the digit, is this cause alone, or nothing.
     *
     * @param figures as {@code incidents: min–max}
     */
    private void becomes(String figures, String... cause) {
        assertThat(figures(tally("").path("total"))).isEqualTo(figures);
        JsonNode then = tally("&asOf=" + before).path("total");
        assertThat(figures(then)).as("as of the position before").isEqualTo(shown);
        JsonNode why = explained("");
        assertThat(why.path("before")).isEqualTo(then);
        assertThat(why.path("after")).isEqualTo(tally("").path("total"));
        assertThat(why.path("sum")).isEqualTo(why.path("difference"));
        assertThat(why.at("/difference/killed/min").asLong())
                .isEqualTo(number(why, "/after/killed/min") - number(why, "/before/killed/min"));
        assertThat(why.at("/difference/killed/max").asLong())
                .isEqualTo(number(why, "/after/killed/max") - number(why, "/before/killed/max"));
        assertThat(values(why.path("causes"), "/cause")).containsExactly(cause);
        shown = figures;
    }

    private JsonNode explained(String more) {
        return get(
                desk,
                "/v1/tallies/explain?from=%d&to=%d&place=%s%s"
                        .formatted(before, last, place(), more));
    }

    private static long number(JsonNode json, String pointer) {
        return json.at(pointer).asLong();
    }

    private static List<String> values(JsonNode rows, String pointer) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.at(pointer).asString(""))
                .toList();
    }

    private JsonNode candidates(JsonNode receipt) {
        return get(desk, "/v1/incidents/" + id(receipt) + "/candidates").path("candidates");
    }

    /** A further key of the desk, which names who holds it. */
    private Requests keyOf(String person) {
        JsonNode added =
                RealLedger.asOperator()
                        .post(
                                "/v1/organisations/" + desk.id() + "/keys",
                                "{\"scopes\": [\"assess\"], \"person\": \"" + person + "\"}")
                        .is(201)
                        .json();
        return new Requests(RealLedger.url(), added.path("key").asString());
    }

    private static String figures(JsonNode measures) {
        return measures.path("incidents").asString("") + ": " + range(measures.path("killed"));
    }

    private static String range(JsonNode killed) {
        return killed.path("min").asString("") + "–" + killed.path("max").asString("");
    }

    private String killed() {
        return range(tally("").at("/total/killed"));
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
        String body = "{\"grade\": \"%s\", \"reason\": \"As we read it.\"}".formatted(grade);
        stands(who.requests().post("/v1/incidents/" + id(first) + "/grades", body).is(201).json());
    }

    private void post(String path, String body) {
        stands(desk.requests().post(path, body).is(201).json());
    }

    private JsonNode submit(Organisation who, String report) {
        return stands(who.requests().post("/v1/reports", report).is(201).json());
    }

    private void withdraw(Organisation who, JsonNode receipt) {
        String path = "/v1/reports/" + receipt.path("report").asString() + "/withdrawals";
        stands(who.requests().post(path, "{\"reason\": \"retracted-by-source\"}").is(201).json());
    }

    /** The next step begins where this one stands. */
    private JsonNode stands(JsonNode receipt) {
        before = last;
        last = receipt.path("position").asLong();
        return receipt;
    }

    private static String id(JsonNode receipt) {
        return receipt.path("incident").asString();
    }
}
