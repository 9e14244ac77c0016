package org.casualtyledger.projections.replays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.casualtyledger.counting.Histories;
import org.casualtyledger.events.note.SigningKey;
import org.casualtyledger.events.note.VerifierKey;
import org.casualtyledger.projections.edge.Cursor;
import org.casualtyledger.projections.testing.ReadSideOverHttp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ReplaysOverHttpTest {
    private static final SigningKey SIGNER =
            SigningKey.generate(Signing.ORIGIN, VerifierKey.ED25519);
    private static final ReadSideOverHttp SIDE =
            new ReadSideOverHttp(Map.of("ledger.log.verifier-key", SIGNER.verifier().toString()));

    @BeforeAll
    static void fold() throws Exception {
        SIDE.log.append(new Histories(new Random(5)).history(300));
        new Signing(SIDE.database, SIGNER).sign();
        SIDE.json("/v1/tallies");
    }

    @AfterAll
    static void close() {
        SIDE.close();
    }

    @Test
    void a_replay_is_begun_watched_compared_and_published() throws Exception {
        HttpResponse<String> begun = SIDE.send("POST", "/v1/replays", "");
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(201);
        String address = begun.headers().firstValue("Location").orElseThrow();
        JsonNode replay = caughtUp(address);

        assertThat(replay.path("position").asLong()).isEqualTo(299);
        assertThat(replay.path("target").asLong()).isEqualTo(300);
        assertThat(replay.at("/tree/agreedSize").asLong()).isEqualTo(300);
        assertThat(replay.at("/comparison/agrees").asBoolean()).isTrue();
        assertThat(replay.at("/comparison/live/tallyDigest").asString(""))
                .isEqualTo(replay.at("/comparison/replay/tallyDigest").asString(""))
                .hasSize(64);
        assertThat(replay.path("eventsPerSecond").asLong()).isPositive();
        assertThat(is(200, "GET", address + "/differences", "").path("differences")).isEmpty();
        JsonNode published = is(200, "POST", address + "/publication", "");
        assertThat(published.path("status").asString("")).isEqualTo("published");
        assertThat(published.at("/published/size").asLong()).isEqualTo(300);
        assertThat(SIDE.json("/v1/tallies").path("position").asLong()).isEqualTo(299);
        is(409, "POST", address + "/publication", "");
        is(409, "DELETE", address, "");
        is(409, "GET", address + "/differences", "");
        is(200, "GET", address, "");
    }

    @Test
    void a_replay_up_to_a_position_under_other_rules_is_compared_and_discarded() throws Exception {
        JsonNode begun =
                is(
                        201,
                        "POST",
                        "/v1/replays",
                        "{\"to\":99,\"methodology\":\"documented@1\",\"chunk\":10}");
        String address = "/v1/replays/" + begun.path("id").asLong();
        JsonNode replay = caughtUp(address);
        assertThat(replay.at("/comparison/position").asLong()).isEqualTo(99);
        assertThat(slug(is(409, "POST", address + "/publication", "")))
                .isIn("another-methodology", "replay-bounded");
        assertThat(is(200, "DELETE", address, "").path("status").asString(""))
                .isEqualTo("discarded");
        JsonNode all = is(200, "GET", "/v1/replays", "").path("replays");
        assertThat(all).isNotEmpty();
    }

    @Test
    void every_fault_of_a_request_is_named() throws Exception {
        JsonNode problem =
                is(
                        422,
                        "POST",
                        "/v1/replays",
                        "{\"to\":300,\"methodology\":\"nobody-knows@7\",\"chunk\":0,\"quickly\":true}");
        assertThat(problem.path("errors"))
                .extracting(error -> error.path("pointer").asString(""))
                .containsExactlyInAnyOrder("/to", "/methodology", "/chunk", "/quickly");
        for (String body :
                List.of(
                        "{\"to\":-1}",
                        "{\"to\":1.5}",
                        "{\"to\":\"1\"}",
                        "{\"to\":9223372036854775808}",
                        "{\"methodology\":7}",
                        "{\"methodology\":\"A b\"}",
                        "{\"methodology\":\"documented@99999999999\"}",
                        "{\"chunk\":16385}",
                        "[]",
                        "7")) {
            is(422, "POST", "/v1/replays", body);
        }
        is(400, "POST", "/v1/replays", "{");
        is(400, "POST", "/v1/replays", "{\"to\":1,\"to\":2}");
        is(400, "POST", "/v1/replays?to=7", "");
        is(413, "POST", "/v1/replays", " ".repeat(70_000));
    }

    @Test
    void what_is_no_replay_is_not_found() throws Exception {
        for (String id : List.of("999", "x", "-1", "1e3", "99999999999999999999")) {
            is(404, "GET", "/v1/replays/" + id, "");
            is(404, "GET", "/v1/replays/" + id + "/differences", "");
            is(404, "POST", "/v1/replays/" + id + "/publication", "");
            is(404, "POST", "/v1/replays/" + id + "/resumption", "");
            is(404, "DELETE", "/v1/replays/" + id, "");
        }
    }

    @Test
    void a_cursor_that_no_answer_gave_is_a_fault() throws Exception {
        String address = "/v1/replays/" + is(201, "POST", "/v1/replays", "{}").path("id").asLong();
        caughtUp(address);
        for (String cursor :
                List.of(
                        "x",
                        new Cursor(7_000, 0, "").text(),
                        new Cursor(-5, 0, "").text(),
                        new Cursor(5, 5, "a\0b").text())) {
            is(400, "GET", address + "/differences?cursor=" + cursor, "");
        }
        is(400, "GET", address + "/differences?limit=0", "");
        is(400, "POST", address + "/publication?differs=perhaps", "");
        is(200, "DELETE", address, "");
    }

    private static JsonNode caughtUp(String address) {
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> is(200, "GET", address, ""),
                        json -> json.path("status").asString("").equals("caught-up"));
    }

    private static JsonNode is(int status, String method, String path, String body)
            throws Exception {
        HttpResponse<String> response = SIDE.send(method, path, body);
        assertThat(response.statusCode())
                .as("%s %s %s: %s", method, path, body.strip(), response.body())
                .isEqualTo(status);
        return ReadSideOverHttp.parsed(response);
    }

    private static String slug(JsonNode problem) {
        String type = problem.path("type").asString("");
        return type.substring(type.lastIndexOf(':') + 1);
    }
}
