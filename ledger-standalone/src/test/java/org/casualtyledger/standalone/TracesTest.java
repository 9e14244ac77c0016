package org.casualtyledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.casualtyledger.standalone.OtlpReceiver.named;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.casualtyledger.standalone.OtlpReceiver.Span;
import org.casualtyledger.standalone.embedded.LedgerProcess;
import org.casualtyledger.standalone.embedded.ServerSettings;
import org.casualtyledger.standalone.embedded.TemporaryPostgres;
import org.junit.jupiter.api.Test;

/** Traces of the whole ledger, as a collector receives them. */
class TracesTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CALLER = "00f067aa0ba902b7";
    private static final String SETTING = "ledger.traces.otlp";

    @Test
    void one_trace_leads_from_a_callers_request_through_the_commit_into_the_tallies()
            throws Exception {
        try (OtlpReceiver receiver = new OtlpReceiver();
                TemporaryPostgres postgres =
                        TemporaryPostgres.start(Optional.empty(), System.err::println)) {
            ServerSettings settings = postgres.settings("postgres");
            LedgerProcess ledger = RealLedger.process();
            System.setProperty(SETTING, receiver.address().toString());
            try {
                Requests operator = new Requests(ledger.start(settings), settings.localKey());
                long position = submit(operator);
                await().atMost(Duration.ofSeconds(20))
                        .untilAsserted(() -> assertTrace(receiver.spans(TRACE), position));
                assertThat(receiver.spans())
                        .anySatisfy(
                                span -> {
                                    assertThat(span.name()).isEqualTo("project chunk");
                                    assertThat(span.trace()).isNotEqualTo(TRACE);
                                    assertThat(span.linked())
                                            .contains(named("append", receiver.spans(TRACE)).id());
                                });
            } finally {
                System.clearProperty(SETTING);
                ledger.stop();
            }
        }
    }

    private static void assertTrace(List<Span> spans, long position) {
        Span request = named("POST /v1/reports", spans);
        Span command = named("command SubmitReport", spans);
        Span append = named("append", spans);
        Span commit = named("commit batch", spans);
        Span project = named("project", spans);
        assertThat(request.parent()).isEqualTo(CALLER);
        assertThat(command.parent()).isEqualTo(request.id());
        assertThat(append.parent()).isEqualTo(command.id());
        assertThat(commit.parent()).isEqualTo(append.id());
        assertThat(commit.linked()).containsExactly(append.id());
        assertThat(project.parent()).isEqualTo(append.id());
        assertThat(append.position()).isEqualTo(position);
        assertThat(project.position()).isEqualTo(position);
    }

    private static long submit(Requests operator) {
        String key =
                operator.post(
                                "/v1/organisations",
                                "{\"id\":\"traced\",\"name\":\"Monitor (synthetic)\",\"scopes\":[\"submit\"]}",
                                Map.of())
                        .is(201)
                        .json()
                        .path("key")
                        .asString("");
        URI server = operator.server();
        return new Requests(server, key)
                .post(
                        "/v1/reports",
                        SyntheticClaim.incident().killed(3, 5).as("traced-1"),
                        Map.of("traceparent", "00-" + TRACE + "-" + CALLER + "-01"))
                .is(201)
                .json()
                .path("position")
                .asLong();
    }
}
