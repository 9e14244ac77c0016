package org.casualtyledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.casualtyledger.standalone.RealLedger.Organisation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A news story of June 2017: five parties, five claims, and no account of any of them here. One
 * desk passes them on, links the four that speak of one strike, and grades it by a named standard.
 */
class SeedStoryTest {
    private static final Path STORY = Path.of("../docs/tour/raqqa-2017");

    private static Organisation desk;
    private static List<JsonNode> claims;
    private static List<JsonNode> receipts;
    private static String strike;
    private static String phosphorus;
    private static long submitted;

    @BeforeAll
    static void five_claims_are_submitted_linked_and_graded() throws Exception {
        desk = RealLedger.organisation("submit", "read", "assess");
        claims = new ArrayList<>();
        receipts = new ArrayList<>();
        for (Path file : files()) {
            String report = Files.readString(file);
            claims.add(JsonMapper.shared().readTree(report).path("claim"));
            receipts.add(post("/v1/reports", report));
        }
        submitted = receipts.getLast().path("position").asLong();
        strike = receipts.getFirst().path("incident").asString();
        phosphorus = receipts.getLast().path("incident").asString();
        List<String> others =
                receipts.subList(1, 4).stream()
                        .map(r -> '"' + r.path("report").asString() + '"')
                        .toList();
        post(
                "/v1/incidents/" + strike + "/links",
                "{\"reports\": %s, \"reason\": \"They speak of one strike.\"}".formatted(others));
        JsonNode graded =
                post(
                        "/v1/incidents/" + strike + "/grades",
                        """
                        {"grade": "contested", "methodology": "airwars-2017",
                         "reason": "The ministry's own side doubts what it claims."}
                        """);
        desk.requests().counted(graded.path("position").asLong());
    }

    @Test
    void all_five_stand_as_they_were_made_and_none_overwrites_another() {
        List<JsonNode> kept = new ArrayList<>();
        for (String incident : List.of(strike, phosphorus)) {
            page(incident).path("reports").forEach(kept::add);
        }
        assertThat(values(kept, "/claim/claimant/name"))
                .containsExactlyInAnyOrderElementsOf(values(claims, "/claimant/name"))
                .doesNotHaveDuplicates()
                .hasSize(5);
        assertThat(values(kept, "/organisation")).containsOnly(desk.id());
        for (JsonNode report : kept) {
            assertThat(report.path("standing").asBoolean()).isTrue();
            assertThat(report.path("counted").asBoolean()).as("left out for another").isTrue();
            assertThat(report.path("versions")).hasSize(1);
        }
        assertThat(page(strike).path("reports")).hasSize(4);
    }

    @Test
    void who_heard_it_from_whom_is_on_the_page() {
        JsonNode colonel = page(strike).at("/reports/2/claim/claimant");
        assertThat(colonel.path("kind").asString()).isEqualTo("other");
        assertThat(colonel.path("via").asString()).isEqualTo("Reuters");
        assertThat(page(strike).at("/reports/0/claim/claimant/kind").asString())
                .isEqualTo("belligerent");
    }

    @Test
    void the_fighters_that_it_says_were_killed_are_on_the_page_and_in_no_tally() {
        assertThat(page(strike).at("/reports/0/claim/harm/killed/combatants/max").asLong())
                .isEqualTo(330);
        for (String question :
                List.of("", "&month=2017-05", "&by=place,month,actor", "&by=grade", "&rules=now")) {
            JsonNode tally = tally(question);
            assertThat(tally.at("/total/withCivilianHarm").asLong()).as(question).isZero();
            assertThat(tally.at("/total/killed/min").isNull()).as(question).isTrue();
            assertThat(tally.at("/total/killed/max").isNull()).as(question).isTrue();
            assertThat(tally.at("/total/killed/notStated").asLong())
                    .as("not stated is not zero")
                    .isEqualTo(tally.at("/total/incidents").asLong())
                    .isPositive();
            assertThat(tally.at("/total/undetermined/max").isNull()).as(question).isTrue();
            assertThat(tally.path("total").toString() + tally.path("rows"))
                    .as(question)
                    .doesNotContain("330", "combatants");
        }
    }

    @Test
    void white_phosphorus_is_a_means_on_a_page_and_no_count() {
        JsonNode report = page(phosphorus).at("/reports/0");
        assertThat(report.at("/claim/means").toString()).contains("white-phosphorus");
        assertThat(report.at("/claim/harm").path("killed").isMissingNode()).isTrue();
        assertThat(page(phosphorus).at("/responsibility/alleged/0/by/0/status").asString())
                .isEqualTo("alleged");
    }

    @Test
    void nobody_is_a_perpetrator_who_is_only_said_to_have_been_there() {
        JsonNode responsibility = page(strike).path("responsibility");
        assertThat(responsibility.path("alleged")).isEmpty();
        assertThat(values(responsibility.path("present"), "/actor"))
                .containsExactly("IS", "Russian Air Force");
        assertThat(tally("&actor=Russian%20Air%20Force").at("/total/incidents").asLong()).isZero();
        assertThat(tally("&actor=Russian%20Air%20Force&role=party").at("/total/incidents").asLong())
                .isEqualTo(1);
    }

    @Test
    void confidence_follows_from_a_named_standard_and_a_named_way_of_counting() {
        JsonNode grade = page(strike).path("grade");
        assertThat(grade.path("grade").asString()).isEqualTo("contested");
        assertThat(grade.at("/assessments/0/methodology").asString()).isEqualTo("airwars-2017");
        assertThat(grade.at("/assessments/0/by").asString()).isEqualTo(desk.id());

        JsonNode documented = tally("");
        JsonNode headline = tally("&methodology=confirmed-fair");
        assertThat(documented.at("/total/incidents").asLong()).isEqualTo(2);
        assertThat(headline.at("/total/incidents").asLong())
                .as("contested is neither confirmed nor fair")
                .isZero();
        assertThat(documented.at("/methodology/name").asString()).isEqualTo("documented");
        assertThat(headline.at("/methodology/name").asString()).isEqualTo("confirmed-fair");
        assertThat(page(strike).at("/derived/methodology/hash").asString())
                .isEqualTo(documented.at("/methodology/hash").asString())
                .isNotEqualTo(headline.at("/methodology/hash").asString())
                .hasSize(64);
    }

    @Test
    void before_an_editor_read_them_they_were_five_incidents() {
        JsonNode then = tally("&asOf=" + submitted);
        assertThat(then.at("/total/incidents").asLong()).isEqualTo(5);
        assertThat(then.at("/total/killed/min").isNull()).isTrue();
        JsonNode why =
                get("/v1/tallies/explain?from=%d&organisation=%s".formatted(submitted, desk.id()));
        assertThat(values(why.path("causes"), "/cause")).containsExactly("link");
        assertThat(why.at("/difference/incidents").asLong()).isEqualTo(-3);
        assertThat(why.path("sum")).isEqualTo(why.path("difference"));
    }

    @Test
    void no_word_of_the_retelling_is_in_a_leaf() {
        for (JsonNode receipt : receipts) {
            JsonNode history =
                    get("/v1/reports/" + receipt.path("report").asString()).path("history");
            assertThat(history.at("/0/leaf").toString())
                    .contains("claimant")
                    .doesNotContain("RETELLING");
        }
    }

    private static JsonNode post(String path, String body) {
        return desk.requests().post(path, body).is(201).json();
    }

    private static JsonNode get(String path) {
        return desk.requests().get(path).is(200).json();
    }

    private static JsonNode page(String incident) {
        return get("/v1/incidents/" + incident);
    }

    private static JsonNode tally(String more) {
        return get("/v1/tallies?organisation=" + desk.id() + more);
    }

    private static List<String> values(Iterable<JsonNode> rows, String pointer) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.at(pointer).asString(""))
                .toList();
    }

    private static List<Path> files() throws Exception {
        try (Stream<Path> files = Files.list(STORY)) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
        }
    }
}
