package org.casualtyledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.casualtyledger.standalone.RealLedger.Organisation;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A news story of June 2017: five parties, five claims, and no account of any of them here. */
class SeedStoryTest {
    private static final Path STORY = Path.of("../docs/tour/raqqa-2017");

    @Test
    void five_attributed_claims_are_kept_and_none_becomes_a_count_of_civilians() throws Exception {
        Organisation desk = RealLedger.organisation("submit", "read", "assess");
        List<JsonNode> receipts = new ArrayList<>();
        for (Path claim : claims()) {
            receipts.add(
                    desk.requests().post("/v1/reports", Files.readString(claim)).is(201).json());
        }
        String strike = receipts.get(0).path("incident").asString();
        link(desk, strike, receipts.subList(1, 4));
        JsonNode graded =
                desk.requests()
                        .post(
                                "/v1/incidents/" + strike + "/grades",
                                """
                                {"grade": "contested", "methodology": "airwars-2017",
                                 "reason": "The ministry's own side doubts what it claims."}
                                """)
                        .is(201)
                        .json();
        desk.requests().counted(graded.path("position").asLong());

        JsonNode page = desk.requests().get("/v1/incidents/" + strike).is(200).json();
        assertThat(page.path("reports")).hasSize(4);
        assertThat(values(page.path("reports"), "/claim/claimant/name"))
                .containsExactly(
                        "Ministry of Defence of Russia",
                        "Foreign Minister of Russia",
                        "A colonel of Iraqi military intelligence",
                        "A monitor of civilian harm");
        assertThat(page.path("grade").path("grade").asString()).isEqualTo("contested");
        assertThat(page.at("/grade/assessments/0/methodology").asString())
                .isEqualTo("airwars-2017");
        assertThat(values(page.at("/responsibility/present"), "/actor")).contains("IS");

        JsonNode documented = tally(desk, "");
        assertThat(documented.at("/total/incidents").asLong()).isEqualTo(2);
        assertThat(documented.at("/total/withCivilianHarm").asLong()).isZero();
        assertThat(documented.at("/total/killed/min").isNull()).as("not stated, not 330").isTrue();
        assertThat(documented.at("/total/undetermined/min").isNull()).isTrue();
        assertThat(documented.at("/methodology/hash").asString()).hasSize(64);
        assertThat(tally(desk, "&methodology=confirmed-fair").at("/total/incidents").asLong())
                .as("contested is neither confirmed nor fair")
                .isZero();

        String phosphorus = receipts.get(4).path("incident").asString();
        JsonNode means = desk.requests().get("/v1/incidents/" + phosphorus).is(200).json();
        assertThat(means.at("/reports/0/claim/means").toString()).contains("white-phosphorus");
    }

    private static void link(Organisation desk, String incident, List<JsonNode> receipts) {
        List<String> reports =
                receipts.stream().map(r -> '"' + r.path("report").asString() + '"').toList();
        desk.requests()
                .post(
                        "/v1/incidents/" + incident + "/links",
                        "{\"reports\": %s, \"reason\": \"They speak of one strike.\"}"
                                .formatted(reports))
                .is(201);
    }

    private static JsonNode tally(Organisation desk, String more) {
        return desk.requests().get("/v1/tallies?organisation=" + desk.id() + more).is(200).json();
    }

    private static List<String> values(JsonNode list, String pointer) {
        List<String> values = new ArrayList<>();
        list.forEach(item -> values.add(item.at(pointer).asString("")));
        return values;
    }

    private static List<Path> claims() throws Exception {
        try (Stream<Path> files = Files.list(STORY)) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
        }
    }
}
