package org.casualtyledger.edge.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.mock.env.MockEnvironment;

class ObserveTest {
    private static final Duration SOON = Duration.ofMillis(20);
    private static final Duration PATIENT = Duration.ofSeconds(10);

    @Test
    void whoever_asks_what_hangs_gets_no_answer_in_time_and_one_thread_hangs_for_all() {
        CountDownLatch answers = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        SharedAnswer<Integer> slow =
                new SharedAnswer<>(
                        "slow",
                        () -> {
                            asked.incrementAndGet();
                            try {
                                answers.await();
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                            return 7;
                        });
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> slow.within(SOON))
                    .isInstanceOf(SharedAnswer.NoAnswer.class)
                    .hasMessage("slow did not answer within 20 ms");
        }
        assertThat(asked.get()).isLessThanOrEqualTo(1); // it may not have begun yet
        answers.countDown();
        assertThat(slow.within(PATIENT)).isEqualTo(7);
    }

    @Test
    void gauges_that_cannot_be_read_are_left_out_and_said_so_and_the_others_are_there() {
        AtomicInteger reads = new AtomicInteger();
        Gauges breaking =
                gauges(
                        "breaking",
                        () -> {
                            if (reads.getAndIncrement() > 0) {
                                throw new IllegalStateException("away");
                            }
                            return new Gauges.Reading("ledger.x.size", "x", Map.of("k", "v"), 7);
                        });
        Gauges sound = gauges("sound", () -> Gauges.Reading.of("ledger.y.size", "y", 8));
        try (Metrics metrics = new Metrics(() -> List.of(breaking, sound))) {
            assertThat(metrics.scrape())
                    .contains("ledger_x_size{k=\"v\"} 7.0")
                    .contains("ledger_metrics_unread{source=\"breaking\"} 0.0");
            assertThat(metrics.scrape())
                    .doesNotContain("ledger_x_size{")
                    .contains("ledger_y_size 8.0")
                    .contains("ledger_metrics_unread{source=\"breaking\"} 1.0");
        }
    }

    @Test
    void an_events_trace_is_handed_on_by_its_header_and_forgotten_in_the_end() {
        String header = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        EventTraces events = new EventTraces();
        events.arrived(5, header);
        events.arrived(6, "nonsense");
        assertThat(events.traceparent(5)).contains(header);
        assertThat(events.traceparent(6)).isEmpty();
        events.arrived(5 + (1 << 14), header);
        assertThat(events.of(5)).isEmpty();
    }

    @Test
    void the_log_is_plain_or_json_and_nothing_else() {
        MockEnvironment environment = new MockEnvironment();
        LogFormat format = new LogFormat();
        format.postProcessEnvironment(environment, new SpringApplication());
        assertThat(environment.getProperty("logging.structured.format.console")).isNull();
        environment.setProperty("ledger.logs", "json");
        format.postProcessEnvironment(environment, new SpringApplication());
        assertThat(environment.getProperty("logging.structured.format.console")).isEqualTo("ecs");
        environment.setProperty("ledger.logs", "xml");
        assertThatThrownBy(
                        () -> format.postProcessEnvironment(environment, new SpringApplication()))
                .hasMessage("ledger.logs is plain or json, and not xml");
    }

    @Test
    void a_bad_setting_of_traces_is_named() {
        ObserveConfiguration configuration = new ObserveConfiguration();
        MockEnvironment environment = new MockEnvironment();
        assertThat(configuration.traces(environment).on()).isFalse();
        environment.setProperty("ledger.traces.otlp", "collector:4318");
        assertThatThrownBy(() -> configuration.traces(environment))
                .hasMessageContaining("ledger.traces.otlp must be an address");
        environment.setProperty("ledger.traces.otlp", "http://127.0.0.1:1/v1/traces");
        environment.setProperty("ledger.traces.share", "half");
        assertThatThrownBy(() -> configuration.traces(environment))
                .hasMessageContaining("ledger.traces.share must be a number from 0 to 1");
    }

    private static Gauges gauges(String source, java.util.function.Supplier<Gauges.Reading> one) {
        return new Gauges() {
            @Override
            public String source() {
                return source;
            }

            @Override
            public List<Reading> read() {
                return List.of(one.get());
            }
        };
    }
}
