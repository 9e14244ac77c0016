package org.casualtyledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.casualtyledger.standalone.SyntheticClaim.incident;

import java.util.Map;
import java.util.UUID;
import org.casualtyledger.standalone.RealLedger.Organisation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is refused says why, by a type that stays and by where the fault is, and leaves no event.
 */
class BadCommandsTest {
    private static final String REASON = "\"reason\": \"A test.\"";
    private static final String FAIR = "{\"grade\": \"fair\", " + REASON + "}";
    private static final String NOBODYS = "0199d5a0-0000-7000-8000-00000000dead";

    private Organisation desk;
    private Organisation reader;
    private Requests elsewhere;
    private JsonNode first;
    private String here;
    private String there;
    private String abroad;
    private JsonNode head;

    @BeforeEach
    void three_incidents_in_two_theatres() {
        desk = RealLedger.organisation("submit", "read", "assess");
        reader = RealLedger.organisation("submit", "read");
        elsewhere = keyElsewhere();
        first = submit(incident().killed(1, 2).as("here"));
        here = first.path("incident").asString();
        there = submit(incident().killed(3, 4).as("there")).path("incident").asString();
        ObjectNode ukraine = incident().killed(1, 1).json();
        ((ObjectNode) ukraine.at("/where/0")).put("country", "Ukraine");
        abroad =
                submit("{\"externalId\": \"abroad\", \"claim\": " + ukraine + "}")
                        .path("incident")
                        .asString();
        head = head();
    }

    /** The log only grows, and without gaps: of one size is without a further event. */
    @AfterEach
    void the_log_is_what_it_was() {
        assertThat(head()).isEqualTo(head);
    }

    @Test
    void a_merge_is_of_two_known_incidents_of_one_theatre() {
        command(here, "merges", merged(here)).isProblem(409, "no-change");
        command(here, "merges", merged(abroad)).isProblem(409, "other-theatre");
        command(here, "merges", merged(NOBODYS)).isProblem(422, "invalid").at("/merged");
        command(NOBODYS, "merges", merged(here)).isProblem(404, "not-found");
        command("not-an-id", "merges", merged(here)).isProblem(404, "not-found");
        command(here, "merges", "{\"merged\": 7, \"because\": 1}")
                .isProblem(422, "invalid")
                .at("/merged", "/because", "/reason");
        command(here, "duplicates", "{\"survivor\": \"" + here + "\", " + REASON + "}")
                .isProblem(409, "no-change");
        command(here, "duplicates", "{\"survivor\": \"" + abroad + "\", " + REASON + "}")
                .isProblem(409, "other-theatre");
    }

    @Test
    void reports_are_linked_and_split_where_they_are_and_never_all_of_them() {
        String own = first.path("report").asString();
        command(here, "links", reports(NOBODYS)).isProblem(422, "invalid").at("/reports/0");
        command(here, "links", reports(own)).isProblem(409, "no-change").at("/reports/0");
        command(abroad, "links", reports(own)).isProblem(409, "other-theatre");
        command(here, "splits", reports(own)).isProblem(409, "all-reports");
        command(there, "splits", reports(own)).isProblem(422, "invalid").at("/reports/0");
        command(here, "reversals", "{\"event\": 0, " + REASON + "}")
                .isProblem(422, "invalid")
                .at("/event");
    }

    @Test
    void only_a_key_that_may_assess_in_the_theatre_judges() {
        String grades = "/v1/incidents/" + here + "/grades";
        RealLedger.asNobody().post(grades, FAIR).isProblem(401, "key-needed");
        reader.requests().post(grades, FAIR).isProblem(403, "scope-needed");
        elsewhere.post(grades, FAIR).isProblem(403, "theatre-not-allowed");
        elsewhere
                .post(
                        "/v1/incidents/" + here + "/rehomings",
                        "{\"theatre\": \"RUS-UKR\", " + REASON + "}")
                .isProblem(403, "theatre-not-allowed");
    }

    @Test
    void a_report_is_corrected_and_withdrawn_by_its_organisation_alone() {
        String report = "/v1/reports/" + first.path("report").asString();
        reader.requests()
                .post(
                        report + "/corrections",
                        incident().killed(9, 9).because("not mine"),
                        Map.of("If-Match", "*"))
                .isProblem(404, "not-found");
        reader.requests()
                .post(report + "/withdrawals", "{\"reason\": \"not-verified\"}")
                .isProblem(404, "not-found");
    }

    @Test
    void a_correction_of_what_has_changed_since_is_refused() {
        String path = "/v1/reports/" + first.path("report").asString() + "/corrections";
        String tag =
                desk.requests()
                        .get("/v1/reports/" + first.path("report").asString())
                        .header("ETag");
        String correction = incident().killed(2, 2).because("counted again");
        desk.requests().post(path, correction, Map.of("If-Match", tag)).is(201);
        head = head();

        String another = incident().killed(3, 3).because("counted once more");
        desk.requests()
                .post(path, another, Map.of("If-Match", tag))
                .isProblem(412, "changed-since");
        desk.requests().post(path, another).isProblem(428, "if-match-needed").at("#If-Match");
    }

    @Test
    void a_judgement_of_what_has_changed_since_is_refused() {
        desk.requests().counted(head.path("size").asLong() - 1);
        String page = desk.requests().get("/v1/incidents/" + here).is(200).header("ETag");
        command(here, "merges", merged(there)).is(201);
        head = head();

        desk.requests()
                .post("/v1/incidents/" + here + "/grades", FAIR, Map.of("If-Match", page))
                .isProblem(412, "changed-since");
        command(there, "grades", FAIR).isProblem(409, "incident-merged");
        desk.requests()
                .post("/v1/reports", incident().killed(1, 1).as("late", there))
                .isProblem(409, "incident-merged")
                .at("/incident");
    }

    @Test
    void a_judgement_keeps_to_its_words() {
        command(here, "grades", "{\"grade\": \"splendid\", " + REASON + "}")
                .isProblem(422, "invalid")
                .at("/grade");
        command(here, "grades", "{\"grade\": \"ungraded\", " + REASON + "}")
                .isProblem(422, "invalid")
                .at("/grade");
        command(here, "counts", "{\"counts\": {\"killed\": {\"min\": -1}}}")
                .isProblem(422, "invalid")
                .at("/counts/killed/min", "/reason");
        command(here, "approvals", "{\"judgement\": 0}").isProblem(422, "invalid").at("/judgement");
    }

    @Test
    void nobody_concedes_a_number_by_a_denial() {
        String denial =
                """
                {"actor": "Sample Force", "stance": "denies", "on": "2001-07-01",
                 "killed": {"min": 1}, "reason": "A test."}
                """;
        command(here, "statements", denial).isProblem(422, "invalid").at("/killed");
    }

    @Test
    void nobody_approves_what_the_own_organisation_judged() {
        JsonNode pending =
                command(here, "grades", "{\"grade\": \"fair\", \"review\": true, " + REASON + "}")
                        .is(201)
                        .json();
        head = head();

        String approval = "{\"judgement\": %d}".formatted(pending.path("position").asLong());
        command(here, "approvals", approval).isProblem(403, "own-judgement");
        command(there, "approvals", approval).isProblem(422, "invalid").at("/judgement");
    }

    @Test
    void a_methodology_keeps_to_the_closed_vocabulary() {
        String document =
                """
                {"document": {"methodology": "half-and-half", "version": 1, "semantics": 2,
                  "counts": {"grades": ["confirmed", "likely"], "organisations": "all"},
                  "assessors": "some",
                  "range": {"rule": "average", "assessed-counts": "override"},
                  "time": {"spanning": "residual"},
                  "responsibility": {"assessed": "override", "shared": "halved"},
                  "weights": {"one": 2}}}
                """;
        RealLedger.asOperator()
                .post("/v1/methodologies", document)
                .isProblem(422, "invalid")
                .at(
                        "/document/counts/grades/1",
                        "/document/assessors",
                        "/document/range/rule",
                        "/document/responsibility/shared",
                        "/document/weights");
        desk.requests().post("/v1/methodologies", document).isProblem(403, "scope-needed");
        RealLedger.asOperator()
                .post("/v1/methodologies/default", "{\"name\": \"nobodys\", \"version\": 1}")
                .isProblem(422, "invalid")
                .at("/name");
        desk.requests()
                .get("/v1/tallies?methodology=nobodys")
                .isProblem(404, "unknown-methodology");
    }

    @Test
    void names_stand_for_what_the_gazetteer_and_the_registry_know() {
        desk.requests()
                .post(
                        "/v1/resolutions/places",
                        "{\"stated\": {\"name\": \"X\"}, \"place\": 1, " + REASON + "}")
                .isProblem(422, "invalid")
                .at("/place");
        desk.requests()
                .post(
                        "/v1/resolutions/actors",
                        "{\"stated\": \"X\", \"actor\": \"nobody-known\", " + REASON + "}")
                .isProblem(422, "invalid")
                .at("/actor");
        desk.requests()
                .post(
                        "/v1/actors",
                        """
                        {"id": "a-force", "name": "A",
                         "memberships": [{"of": "nobody-known", "kind": "coalition"}]}
                        """)
                .isProblem(422, "invalid")
                .at("/memberships/0/of");
    }

    @Test
    void a_dry_run_decides_and_leaves_nothing() {
        JsonNode decided =
                desk.requests()
                        .post("/v1/incidents/" + here + "/merges?dryRun=true", merged(there))
                        .is(200)
                        .json();
        assertThat(decided.path("outcome").asString()).isEqualTo("would-append");
        desk.requests()
                .post("/v1/incidents/" + here + "/merges?dryRun=true", merged(abroad))
                .isProblem(409, "other-theatre");
    }

    private static String merged(String incident) {
        return "{\"merged\": \"" + incident + "\", " + REASON + "}";
    }

    private static String reports(String report) {
        return "{\"reports\": [\"" + report + "\"], " + REASON + "}";
    }

    private static Requests keyElsewhere() {
        String registration =
                """
                {"id": "limited-%s", "name": "Limited (synthetic)",
                 "scopes": ["assess"], "theatres": ["RUS-UKR"]}
                """
                        .formatted(UUID.randomUUID().toString().substring(0, 8));
        JsonNode registered =
                RealLedger.asOperator().post("/v1/organisations", registration).is(201).json();
        return new Requests(RealLedger.url(), registered.path("key").asString());
    }

    private Requests.Answer command(String incident, String verb, String body) {
        return desk.requests().post("/v1/incidents/" + incident + "/" + verb, body);
    }

    private JsonNode submit(String body) {
        return desk.requests().post("/v1/reports", body).is(201).json();
    }

    private static JsonNode head() {
        return RealLedger.asOperator().get("/v1/health").is(200).json().path("head");
    }
}
