package org.casualtyledger.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.casualtyledger.standalone.SyntheticClaim.incident;

import java.util.ArrayList;
import java.util.List;
import org.casualtyledger.standalone.RealLedger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Replays by command, against the real ledger, whose own signer signs. */
class ReplayCommandTest {

    private RealLedger.Organisation monitor;

    @BeforeEach
    void some_reports() {
        monitor = RealLedger.organisation("submit", "read");
        for (int i = 0; i < 5; i++) {
            monitor.requests()
                    .post("/v1/reports", incident().killed(i, i + 2).as("replayed-" + i))
                    .is(201);
        }
    }

    @Test
    void a_replay_says_that_it_came_to_the_live_tallies_and_is_gone() {
        Shell shell = operator("replay");

        assertThat(shell.exit()).as(shell.err()).isZero();
        assertThat(shell.out())
                .contains(" events, caught-up", "root ", "  both")
                .contains("No cell differs from the live tallies.")
                .contains("It is discarded; the live tallies are as before.");
    }

    @Test
    void a_published_replay_is_live_and_answers_as_before() {
        JsonNode before = total();
        Shell shell = operator("replay", "--publish", "--json");

        assertThat(shell.exit()).as(shell.err()).isZero();
        JsonNode replay = JsonMapper.shared().readTree(shell.out());
        assertThat(replay.path("status").asString("")).isEqualTo("published");
        assertThat(replay.at("/comparison/agrees").asBoolean()).isTrue();
        assertThat(replay.at("/published/size").asLong()).isGreaterThanOrEqualTo(6);
        assertThat(replay.at("/published/root").asString(""))
                .isEqualTo(replay.at("/tree/root").asString(""));
        assertThat(total()).isEqualTo(before);
        monitor.requests().post("/v1/reports", incident().killed(7, 7).as("later")).is(201);
        assertThat(total()).isNotEqualTo(before);
    }

    @Test
    void another_methodology_differs_and_that_is_no_fault() {
        Shell shell = operator("replay", "--methodology", "documented@1", "--to", "5", "--keep");

        assertThat(shell.exit()).as(shell.err()).isZero();
        assertThat(shell.out()).contains("by documented@1: 6 events", "live: ", "It is kept");
        String id = shell.out().replaceAll("(?s)^Replay (\\d+) .*", "$1");
        assertThat(operator("replay", "--resume", id).out()).contains("It is discarded");
    }

    @Test
    void what_cannot_be_is_refused_before_anything_is_begun() {
        assertThat(operator("replay", "--to", "1", "--publish").exit())
                .isEqualTo(ExitCode.USAGE.code);
        assertThat(operator("replay", "--accept-differences").exit())
                .isEqualTo(ExitCode.USAGE.code);
        assertThat(operator("replay", "--publish", "--keep").exit()).isEqualTo(ExitCode.USAGE.code);
        assertThat(operator("replay", "--resume", "999999").exit())
                .isEqualTo(ExitCode.REFUSED.code);
        assertThat(operator("replay", "--to", "99999999").err()).contains("/to");
        assertThat(Shell.as(monitor, "replay").exit()).isEqualTo(ExitCode.UNAUTHORISED.code);
    }

    private JsonNode total() {
        return monitor.requests()
                .counted(RealLedger.logSize() - 1)
                .get("/v1/tallies?organisation=" + monitor.id())
                .is(200)
                .json()
                .path("total");
    }

    private static Shell operator(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(
                List.of("--url", RealLedger.url().toString(), "--key", RealLedger.address().key()));
        return Shell.run(all.toArray(String[]::new));
    }
}
