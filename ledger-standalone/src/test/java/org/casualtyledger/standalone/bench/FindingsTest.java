package org.casualtyledger.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FindingsTest {

    private static final Plan PLAN =
            new Plan("quick", 7, 10, 10, 10, 10, 1, 3, 5, Duration.ofSeconds(1));

    private static final Machine MACHINE =
            new Machine(
                    2,
                    8L << 30,
                    2L << 30,
                    "Sample CPU",
                    "Linux 6, amd64",
                    "Sample JDK 25",
                    "18.6",
                    0.5,
                    Map.of("fsync", "on"));

    @Test
    void the_median_is_the_middle_round_and_of_an_even_number_halfway_between_two() {
        assertThat(new Spread(List.of(9.0, 1.0, 5.0)).median()).isEqualTo(5.0);
        assertThat(new Spread(List.of(9.0, 1.0, 5.0, 6.0)).median()).isEqualTo(5.5);
        assertThat(new Spread(List.of(9.0, 1.0, 5.0)).min()).isEqualTo(1.0);
        assertThat(new Spread(List.of(9.0, 1.0, 5.0)).max()).isEqualTo(9.0);
    }

    @Test
    void a_round_without_a_rate_is_no_measurement() {
        assertThatThrownBy(() -> new Spread(List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Spread(List.of(0.0)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_ratio_is_that_of_the_medians() {
        assertThat(comparison(List.of(100.0, 300.0, 200.0), OptionalDouble.of(2.0)).ratio())
                .isEqualTo(2.0);
    }

    @Test
    void a_goal_is_missed_by_whatever_rounding_hides() {
        Comparison missed = comparison(List.of(199.9), OptionalDouble.of(2.0));

        assertThat(missed.reached()).isFalse();
        assertThat(findings(missed).markdown()).contains("| 2.00 × | 2.0 × | no |");
    }

    @Test
    void the_page_says_who_printed_it_and_shows_a_row_a_comparison() {
        String page =
                findings(
                                comparison(
                                        List.of(1_500.0, 3_000.0, 2_000.0), OptionalDouble.of(2)),
                                comparison(List.of(50.0), OptionalDouble.empty()))
                        .markdown();

        assertThat(page.lines().limit(3))
                .last()
                .asString()
                .startsWith("Printed by `ledger bench --quick`");
        assertThat(page)
                .contains(
                        "| some work | 1,500 – **2,000** – 3,000 | its bound | 100 – **100** – 100 | 20.00 × | 2.0 × | yes |",
                        "| 0.50 × | – | – |",
                        "- what each side did",
                        "seed 7",
                        "2 cores (Sample CPU), 8.0 GiB",
                        "fsync = on");
    }

    @Test
    void a_wait_is_judged_by_the_median_of_its_rounds() {
        assertThat(latency(300.0).reached()).isFalse();
        assertThat(latency(250.0).reached()).isTrue();
        assertThat(findings(comparison(List.of(1.0), OptionalDouble.empty())).markdown())
                .contains(
                        "| some wait | 12 – **12** – 12 | 20 – **300** – 1,000 | 250 ms | no |",
                        "- what was waited for");
    }

    @Test
    void json_holds_every_round() {
        JsonNode json =
                JsonMapper.shared()
                        .readTree(
                                findings(comparison(List.of(150.0, 50.0), OptionalDouble.of(2)))
                                        .json());

        JsonNode work = json.path("works").path(0);
        assertThat(work.path("ours").path("rounds").size()).isEqualTo(2);
        assertThat(work.path("ratio").asDouble()).isEqualTo(1.0);
        assertThat(work.path("reached").asBoolean()).isFalse();
        assertThat(work.path("ours").path("unit").asString()).isEqualTo("events/s");
        JsonNode wait = json.path("waits").path(0);
        assertThat(wait.path("p99").path("median").asDouble()).isEqualTo(300.0);
        assertThat(wait.path("goalMillis").asDouble()).isEqualTo(250.0);
        assertThat(json.path("seed").asLong()).isEqualTo(7);
        assertThat(json.path("machine").path("settings").path("fsync").asString()).isEqualTo("on");
    }

    private static Comparison comparison(List<Double> ours, OptionalDouble goal) {
        return new Comparison(
                "some-work",
                "some work",
                "events",
                "its bound",
                new Spread(ours),
                new Spread(List.of(100.0)),
                goal,
                List.of("what each side did"));
    }

    private static Findings findings(Comparison... comparisons) {
        return new Findings(
                "ledger bench --quick",
                Instant.parse("2026-11-22T06:00:00Z"),
                12,
                PLAN,
                MACHINE,
                List.of(comparisons),
                List.of(latency(300.0)));
    }

    private static Latency latency(double p99) {
        return new Latency(
                "some-wait",
                "some wait",
                new Spread(List.of(12.0)),
                new Spread(List.of(1_000.0, p99, 20.0)),
                250,
                List.of("what was waited for"));
    }
}
