package org.casualtyledger.projections.replays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.casualtyledger.counting.CountedHistory;
import org.casualtyledger.counting.Methodologies;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.projections.testing.ReadSide;
import org.junit.jupiter.api.Test;

/** A replay's process is killed, as kill -9 does, wherever it happens to be. */
class KilledReplayTest {
    private static final int SIZE = 2_000;
    private static final int KILLS = 3;

    @Test
    void live_tallies_are_untouched_and_the_replay_goes_on_where_its_rows_end() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<RecordedEvent> history = EveryEvent.history(random, SIZE);
        try (Shadows shadows = new Shadows(new ReadSide())) {
            shadows.side.log.append(history);
            shadows.side.caughtUp();
            shadows.sign();
            String before = shadows.side.tallyDigest(SIZE - 1);
            Replays replays = shadows.replays("here");
            long id = shadows.begin(replays, Shadows.following(8)).id();
            replays.stop();

            long position = replays.find(id).orElseThrow().position();
            for (int i = 0; i < KILLS; i++) {
                long kill = position + 1 + random.nextInt(SIZE / (KILLS + 2));
                killedBeyond(shadows, replays, id, kill);
                Replay interrupted = shadows.until(replays, id, Replay.Status.INTERRUPTED);
                assertThat(interrupted.frontier().size())
                        .as("seed %d: tree and rows are of one chunk", seed)
                        .isEqualTo(interrupted.position() + 1);
                assertThat(interrupted.position()).isGreaterThanOrEqualTo(kill);
                position = interrupted.position();
                assertThat(shadows.side.tallyDigest(SIZE - 1)).isEqualTo(before);
            }

            replays.resume(id);
            Replay replay = shadows.caughtUp(replays, id);
            CountedHistory counted = new CountedHistory(Methodologies.DOCUMENTED);
            history.forEach(counted::apply);
            assertThat(replay.frontier()).isEqualTo(shadows.tree());
            assertThat(replay.agreed()).isEqualTo(SIZE);
            Comparison comparison = shadows.compared(replays, id);
            assertThat(comparison.agrees()).as("seed %d", seed).isTrue();
            assertThat(comparison.replay().tally()).isEqualTo(counted.tallyDigest());
            replays.stop();
        }
    }

    private static void killedBeyond(Shadows shadows, Replays replays, long id, long position)
            throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                AnotherProcess.class.getName(),
                                shadows.side.database.getJdbcUrl(),
                                Long.toString(id),
                                shadows.signer.verifier().toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> replays.find(id).orElseThrow().position() >= position);
        } finally {
            process.destroyForcibly();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }
}
