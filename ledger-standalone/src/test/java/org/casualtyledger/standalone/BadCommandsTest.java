package org.casualtyledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.casualtyledger.standalone.SyntheticClaim.incident;

import java.util.Map;
import java.util.UUID;
import org.casualtyledger.standalone.RealLedger.Organisation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is refused says why, and leaves no event. */
class BadCommandsTest {
    private static final String REASON = "\"reason\": \"A test.\"";

    private Organisation desk;
    private Organisation other;
    private String here;
    private String there;
    private String abroad;
    private String report;
    private long size;

    @BeforeEach
    void three_incidents_in_two_theatres() {
        desk = RealLedger.organisation("submit", "read", "assess");
        other = RealLedger.organisation("submit", "read");
        JsonNode first = submit(incident().killed(1, 2).as("here"));
        here = first.path("incident").asString();
        report = first.path("report").asString();
        there = submit(incident().killed(3, 4).as("there")).path("incident").asString();
        ObjectNode elsewhere = incident().killed(1, 1).json();
        ((ObjectNode) elsewhere.at("/where/0")).put("country", "Ukraine");
        abroad =
                submit("{\"externalId\": \"abroad\", \"claim\": " + elsewhere + "}")
                        .path("incident")
                        .asString();
        size = size();
    }

    @Test
    void moves_that_make_no_sense_are_refused() {
        command(here, "merges", "{\"merged\": \"" + here + "\", " + REASON + "}").isProblem();
        command(here, "merges", "{\"merged\": \"" + abroad + "\", " + REASON + "}")
                .isProblem(409, "other-theatre");
        command(here, "merges", "{\"merged\": \"" + UUID.randomUUID() + "\", " + REASON + "}")
                .isProblem();
        command(
                        UUID.randomUUID().toString(),
                        "merges",
                        "{\"merged\": \"" + here + "\", " + REASON + "}")
                .isProblem(404, "not-found");
        command(here, "links", "{\"reports\": [\"" + UUID.randomUUID() + "\"], " + REASON + "}")
                .isProblem();
        command(here, "splits", "{\"reports\": [\"" + report + "\"], " + REASON + "}")
                .isProblem(409, "all-reports");
        command(here, "duplicates", "{\"survivor\": \"" + here + "\", " + REASON + "}").isProblem();
        command(here, "reversals", "{\"event\": 0, " + REASON + "}").isProblem();
        command(here, "merges", "{\"merged\": \"" + there + "\"}").isProblem();
        command(here, "merges", "{\"merged\": 7, \"because\": 1}").isProblem();
        assertThat(size()).isEqualTo(size);
    }

    @Test
    void who_may_not_judge_is_refused() {
        other.requests()
                .post("/v1/incidents/" + here + "/grades", "{\"grade\": \"fair\", " + REASON + "}")
                .isProblem(403, "scope-needed");
        Requests elsewhere = keyElsewhere();
        elsewhere
                .post("/v1/incidents/" + here + "/grades", "{\"grade\": \"fair\", " + REASON + "}")
                .isProblem();
        other.requests()
                .post(
                        "/v1/reports/" + report + "/corrections",
                        incident().killed(9, 9).because("not mine"),
                        Map.of("If-Match", "*"))
                .isProblem(404, "not-found");
        command(here, "grades", "{\"grade\": \"splendid\", " + REASON + "}").isProblem();
        command(here, "grades", "{\"grade\": \"ungraded\", " + REASON + "}").isProblem();
        command(
                        here,
                        "statements",
                        "{\"actor\": \"A\", \"stance\": \"denies\", \"on\": \"2001-07-01\","
                                + " \"killed\": {\"min\": 1}, "
                                + REASON
                                + "}")
                .isProblem();
        command(here, "approvals", "{\"judgement\": 0}").isProblem();
        assertThat(size()).as("only an organisation was registered").isEqualTo(size + 1);
    }

    @Test
    void what_was_decided_on_an_older_state_is_refused() {
        String page = desk.requests().counted(size - 1).get("/v1/incidents/" + here).header("ETag");
        command(here, "merges", "{\"merged\": \"" + there + "\", " + REASON + "}").is(201);
        desk.requests()
                .post(
                        "/v1/incidents/" + here + "/grades",
                        "{\"grade\": \"fair\", " + REASON + "}",
                        Map.of("If-Match", page))
                .isProblem(412, "changed-since");
        command(there, "grades", "{\"grade\": \"fair\", " + REASON + "}")
                .isProblem(409, "incident-merged");
        assertThat(size()).isEqualTo(size + 1);
    }

    @Test
    void a_dry_run_decides_and_leaves_nothing() {
        desk.requests()
                .post(
                        "/v1/incidents/" + here + "/merges?dryRun=true",
                        "{\"merged\": \"" + there + "\", " + REASON + "}")
                .is(200);
        assertThat(size()).isEqualTo(size);
    }

    @Test
    void registries_refuse_what_they_do_not_know() {
        RealLedger.asOperator()
                .post("/v1/methodologies", "{\"document\": {\"methodology\": \"x\"}}")
                .isProblem();
        RealLedger.asOperator()
                .post("/v1/methodologies/default", "{\"name\": \"nobodys\", \"version\": 1}")
                .isProblem();
        desk.requests()
                .post(
                        "/v1/resolutions/places",
                        "{\"stated\": {\"name\": \"X\"}, \"place\": 1, " + REASON + "}")
                .isProblem();
        desk.requests()
                .post(
                        "/v1/actors",
                        "{\"id\": \"a-force\", \"name\": \"A\", \"memberships\":"
                                + " [{\"of\": \"nobody-known\", \"kind\": \"coalition\"}]}")
                .isProblem();
        desk.requests()
                .get("/v1/tallies?methodology=nobodys")
                .isProblem(404, "unknown-methodology");
        assertThat(size()).isEqualTo(size);
    }

    private static Requests keyElsewhere() {
        String id = "limited-" + UUID.randomUUID().toString().substring(0, 8);
        JsonNode registered =
                RealLedger.asOperator()
                        .post(
                                "/v1/organisations",
                                "{\"id\": \"%s\", \"name\": \"Limited (synthetic)\", \"scopes\": [\"assess\"], \"theatres\": [\"RUS-UKR\"]}"
                                        .formatted(id))
                        .is(201)
                        .json();
        return new Requests(RealLedger.url(), registered.path("key").asString());
    }

    private Requests.Answer command(String incident, String verb, String body) {
        return desk.requests().post("/v1/incidents/" + incident + "/" + verb, body);
    }

    private JsonNode submit(String body) {
        return desk.requests().post("/v1/reports", body).is(201).json();
    }

    private static long size() {
        return RealLedger.asOperator().get("/v1/health").is(200).json().at("/head/size").asLong();
    }
}
