package org.casualtyledger.projections.processing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.casualtyledger.counting.Given.claim;
import static org.casualtyledger.counting.Given.submitted;
import static org.casualtyledger.counting.Given.withdrawn;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.casualtyledger.counting.CountedHistory;
import org.casualtyledger.counting.Histories;
import org.casualtyledger.counting.Methodologies;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.projections.testing.ReadSide;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProjectionProcessorTest {
    private final ReadSide side = new ReadSide();

    @AfterEach
    void close() {
        side.close();
    }

    @Test
    void what_is_appended_while_it_runs_is_applied() {
        side.caughtUp();
        long last = side.log.append(submitted("one", "1", claim().killed(1, 2).build()));

        await(() -> side.processor.position() == last);
        assertThat(side.processor.health().lag()).isZero();
    }

    @Test
    void a_restart_in_the_middle_resumes_exactly() {
        List<RecordedEvent> history = new Histories(new Random(11)).history(500);
        CountedHistory expected = new CountedHistory(Methodologies.DOCUMENTED);
        history.forEach(expected::apply);
        side.log.append(history.subList(0, 230));
        side.caughtUp().processor.stop();
        side.log.append(history.subList(230, 500));
        side.processor = side.processor(16);
        side.caughtUp();

        assertThat(side.tallyDigest(499)).isEqualTo(expected.tallyDigest());
        assertThat(side.postingsDigest(499)).isEqualTo(expected.postingsDigest());
    }

    @Test
    void an_event_that_cannot_be_read_stops_it_visibly_with_all_before_it_applied() {
        side.log.append(submitted("one", "1", claim().killed(1, 2).build()));
        long bad =
                side.log.appendRaw(Instant.now(), "{\"type\":\"no-such-event\"}".getBytes(UTF_8));
        side.log.append(submitted("one", "2", claim().killed(1, 2).build()));
        side.processor.start();

        await(() -> !side.processor.isRunning());
        ProjectionHealth health = side.processor.health();
        assertThat(health.position()).isEqualTo(bad - 1);
        assertThat(health.lag()).isEqualTo(2);
        assertThat(health.failed()).get().extracting(Failure::position).isEqualTo(bad);
        assertThat(health.failed().orElseThrow().reason()).startsWith("UnreadableEvent");
    }

    @Test
    void an_event_that_cannot_be_folded_stops_it_with_all_before_it_applied() {
        for (int i = 0; i < 20; i++) {
            side.log.append(submitted("one", "" + i, claim().killed(1, 2).build()));
        }
        long bad = side.log.append(withdrawn("one", "never submitted"));
        side.log.append(submitted("one", "after", claim().build()));
        side.processor.start();

        await(() -> !side.processor.isRunning());
        ProjectionHealth health = side.processor.health();
        assertThat(health.position()).isEqualTo(bad - 1);
        assertThat(health.failed()).get().extracting(Failure::position).isEqualTo(bad);
    }

    @Test
    void it_is_not_tried_again_until_told_and_goes_on_once_the_event_can_be_applied() {
        side.log.append(submitted("one", "1", claim().killed(1, 2).build()));
        long bad = side.log.appendRaw(Instant.now(), "{}".getBytes(UTF_8));
        side.processor.start();
        await(() -> !side.processor.isRunning());

        side.processor.resume();
        await(() -> !side.processor.isRunning());
        assertThat(side.processor.health().failed()).isPresent();

        side.log.rewrite(
                bad, EventCodec.encode(submitted("one", "2", claim().killed(3, 4).build())));
        side.processor.resume();
        await(() -> side.processor.position() == bad);
        assertThat(side.processor.health().failed()).isEmpty();
        assertThat(side.processor.isRunning()).isTrue();
    }

    @Test
    void of_two_processors_only_one_writes_and_the_other_takes_over_when_it_ends() {
        List<RecordedEvent> history = new Histories(new Random(12)).history(300);
        CountedHistory expected = new CountedHistory(Methodologies.DOCUMENTED);
        history.forEach(expected::apply);
        ProjectionProcessor other =
                new ProjectionProcessor(
                        "documented",
                        "another process",
                        new org.casualtyledger.projections.feed.LogTailFeed(side.database),
                        side.database,
                        List.of(
                                new Moments(),
                                new org.casualtyledger.projections.tallies.TallyProjection(
                                        Methodologies.DOCUMENTED),
                                new org.casualtyledger.projections.series.SeriesProjection()),
                        8,
                        Duration.ofMillis(5));
        try {
            side.caughtUp();
            other.start();
            side.log.append(history.subList(0, 200));
            await(() -> side.processor.position() == 199);
            side.processor.stop();
            side.log.append(history.subList(200, 300));
            await(() -> other.position() == 299);
        } finally {
            other.stop();
        }

        assertThat(side.tallyDigest(299)).isEqualTo(expected.tallyDigest());
        assertThat(side.postingsDigest(299)).isEqualTo(expected.postingsDigest());
    }

    @Test
    void a_database_that_hangs_up_is_an_outage_and_not_a_failure() throws Exception {
        side.caughtUp();
        try (var connection = side.database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(
                    """
                    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE datname = current_database() AND pid <> pg_backend_pid()
                    """);
        }
        long last = side.log.append(submitted("one", "1", claim().killed(1, 2).build()));

        await(() -> side.processor.position() == last);
        assertThat(side.processor.health().failed()).isEmpty();
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(10))
                .until(condition);
    }
}
