package org.casualtyledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.casualtyledger.standalone.bench.Bench;
import org.casualtyledger.standalone.bench.Findings;
import org.casualtyledger.standalone.bench.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole benchmark, on real servers, too small for its figures to mean anything. */
class BenchTest {

    private static final Plan TINY =
            new Plan("tiny", System.nanoTime(), 150, 120, 40, 10, 0, 1, 1, Duration.ofSeconds(1));

    @TempDir Path folder;

    @Test
    void a_run_compares_every_work_and_leaves_nothing_behind() throws Exception {
        List<String> progress = new ArrayList<>();

        Findings findings =
                new Bench(
                                "ledger bench",
                                TINY,
                                Optional.of(folder),
                                SpringLedgerProcess::new,
                                progress::add)
                        .run();

        JsonNode found = JsonMapper.shared().readTree(findings.json());
        JsonNode works = found.path("works");
        List<String> withGoal = new ArrayList<>();
        works.forEach(
                work -> {
                    assertThat(work.path("ratio").asDouble())
                            .as("seed %d", TINY.seed())
                            .isPositive();
                    if (work.has("goal")) {
                        withGoal.add(work.path("id").asString());
                    }
                });
        assertThat(withGoal)
                .containsExactly(
                        "receipt",
                        "receipt-stock",
                        "http-receipt",
                        "import",
                        "query-cell",
                        "query-theatre",
                        "query-places",
                        "replay",
                        "replay-stock");
        List<String> waits = new ArrayList<>();
        found.path("waits")
                .forEach(
                        wait -> {
                            assertThat(wait.path("p99").path("median").asDouble())
                                    .as("seed %d", TINY.seed())
                                    .isGreaterThanOrEqualTo(
                                            wait.path("p50").path("median").asDouble());
                            waits.add(wait.path("id").asString());
                        });
        assertThat(waits).containsExactly("visible", "visible-own");
        assertThat(findings.markdown()).contains("fsync = on", "synchronous_commit = on");
        assertThat(progress).anyMatch(line -> line.startsWith("replay: round 1 of 1"));
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }
}
