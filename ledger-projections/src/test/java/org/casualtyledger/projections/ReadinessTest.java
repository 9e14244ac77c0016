package org.casualtyledger.projections;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.casualtyledger.counting.Given.claim;
import static org.casualtyledger.counting.Given.submitted;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.casualtyledger.projections.testing.ReadSideOverHttp;
import org.casualtyledger.projections.testing.TestLog;
import org.casualtyledger.projections.testing.TestPostgres;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** When a read side says that it is ready, and what its meters say then. */
class ReadinessTest {
    @Test
    void few_events_or_fresh_ones_are_no_reason_and_many_old_ones_are() {
        HikariDataSource database = TestPostgres.database();
        try {
            TestLog log = new TestLog(database);
            CaughtUp limits = new CaughtUp(database, 1, Duration.ofMinutes(5));
            assertThat(limits.unready(-1)).as("an empty log").isEmpty();
            log.appendRaw(Instant.now().minusSeconds(3_600), "{}".getBytes(UTF_8));
            log.appendRaw(Instant.now().minusSeconds(3_000), "{}".getBytes(UTF_8));
            log.appendRaw(Instant.now(), "{}".getBytes(UTF_8));
            log.appendRaw(Instant.now(), "{}".getBytes(UTF_8));

            assertThat(limits.unready(3)).isEmpty();
            assertThat(limits.unready(2)).as("as few as may be").isEmpty();
            assertThat(limits.unready(1)).as("more, and fresh").isEmpty();
            assertThat(limits.unready(0).orElseThrow())
                    .matches("3 events and 30[0-9]{2} s behind the log");
            assertThat(limits.unready(-1).orElseThrow())
                    .matches("4 events and 36[0-9]{2} s behind the log");
        } finally {
            TestPostgres.drop(database);
        }
    }

    @Test
    void a_read_side_is_ready_until_an_event_stops_it_and_stays_alive() throws Exception {
        try (ReadSideOverHttp readSide =
                new ReadSideOverHttp(Map.of("ledger.metrics.public", "true"))) {
            readSide.log.append(submitted("one", "1", claim().killed(3, 5).build()));
            readSide.json("/v1/tallies");
            assertThat(readSide.getWithoutKey("/health/ready").statusCode()).isEqualTo(200);
            assertThat(readSide.getWithoutKey("/metrics").body())
                    .contains("ledger_projections_lag{partition=\"0\"} 0.0")
                    .contains("ledger_projections_failed{partition=\"0\"} 0.0")
                    .contains("ledger_projections_watermark 0.0")
                    .contains("ledger_projections_events_total 1.0")
                    .contains("ledger_projections_chunk_seconds_count 1")
                    .contains("ledger_replay_open 0.0");

            readSide.log.appendRaw(Instant.now(), "{}".getBytes(UTF_8));
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> readSide.getWithoutKey("/health/ready").statusCode() == 503);
            JsonNode why = ReadSideOverHttp.parsed(readSide.getWithoutKey("/health/ready"));
            assertThat(why.get("notReady").get("tallies").asString())
                    .isEqualTo("an event that cannot be applied has stopped it");
            assertThat(readSide.getWithoutKey("/health/live").statusCode()).isEqualTo(200);
            assertThat(readSide.getWithoutKey("/v1/health").statusCode()).isEqualTo(200);
            assertThat(readSide.getWithoutKey("/metrics").body())
                    .contains("ledger_projections_lag{partition=\"0\"} 1.0")
                    .contains("ledger_projections_failed{partition=\"0\"} 1.0");
        }
    }
}
