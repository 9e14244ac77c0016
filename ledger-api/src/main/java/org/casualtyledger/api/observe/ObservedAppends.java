package org.casualtyledger.api.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.casualtyledger.api.eventlog.Append;
import org.casualtyledger.api.eventlog.AppendResult;
import org.casualtyledger.api.eventlog.LogObserver;
import org.casualtyledger.api.eventlog.LogUnavailable;
import org.casualtyledger.api.eventlog.Receipt;
import org.casualtyledger.edge.observe.EventTraces;
import org.casualtyledger.edge.observe.RequestId;
import org.casualtyledger.edge.observe.Traces;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Counts appends and batches, traces them where traces are on, and hands the request's id on to
 * whatever follows an answer on the thread that brings it.
 */
final class ObservedAppends implements LogObserver {
    /** From an idle machine's commit to a request's patience. */
    private static final Duration[] LATENCIES = {
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(20),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30)
    };

    private static final double[] EVENTS = {1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000};

    /** Spans of a batch that its own names; a trace viewer shows no more. */
    private static final int LINKS = 128;

    private final Traces traces;
    private final EventTraces events;
    private final Map<Outcome, Timer> answered = new EnumMap<>(Outcome.class);
    private final Map<LogUnavailable.Reason, Counter> unavailable =
            new EnumMap<>(LogUnavailable.Reason.class);
    private final Timer batches;
    private final DistributionSummary batchEvents;
    private final LongAdder waiting = new LongAdder();

    // Of the writer's thread alone.
    private long begunNanos;
    private Span batchSpan = Span.getInvalid();

    private enum Outcome {
        APPENDED,
        REPLAYED,
        KEY_REUSED,
        REFUSED,
        FAILED;

        String code() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }

        static Outcome of(@Nullable AppendResult result) {
            return switch (result) {
                case AppendResult.Appended _ -> APPENDED;
                case AppendResult.Replayed _ -> REPLAYED;
                case AppendResult.KeyReused _ -> KEY_REUSED;
                case AppendResult.Refused _ -> REFUSED;
                case null -> FAILED;
            };
        }
    }

    ObservedAppends(MeterRegistry meters, Traces traces, EventTraces events) {
        this.traces = traces;
        this.events = events;
        for (Outcome outcome : Outcome.values()) {
            answered.put(
                    outcome,
                    Timer.builder("ledger.log.append")
                            .description("From an append's arrival at the log to its answer")
                            .tag("outcome", outcome.code())
                            .serviceLevelObjectives(LATENCIES)
                            .register(meters));
        }
        for (LogUnavailable.Reason reason : LogUnavailable.Reason.values()) {
            unavailable.put(
                    reason,
                    Counter.builder("ledger.log.unavailable")
                            .description("Appends that the log could not answer")
                            .tag("reason", reason.code())
                            .register(meters));
        }
        this.batches =
                Timer.builder("ledger.log.batch")
                        .description("A transaction of the writer, from first question to COMMIT")
                        .serviceLevelObjectives(LATENCIES)
                        .register(meters);
        this.batchEvents =
                DistributionSummary.builder("ledger.log.batch.events")
                        .description("Events offered in one transaction")
                        .serviceLevelObjectives(EVENTS)
                        .register(meters);
        Gauge.builder("ledger.log.waiting", waiting, LongAdder::sum)
                .description("Appends that wait for the writer")
                .register(meters);
    }

    @Override
    public Observation offered(Append append) {
        waiting.increment();
        return new Seen(append);
    }

    @Override
    public void writing(List<Observation> batch, int count) {
        waiting.add(-batch.size());
        batchEvents.record(count);
        begunNanos = System.nanoTime();
        if (traces.on()) {
            batchSpan = span(batch);
        }
    }

    /**
     * In the trace of the first append that has one, with links to the others: a batch belongs to
     * all of them, and a span has one parent.
     */
    private Span span(List<Observation> batch) {
        List<Span> spans =
                batch.stream()
                        .map(observation -> ((Seen) observation).span)
                        .filter(span -> span.getSpanContext().isSampled())
                        .limit(LINKS)
                        .toList();
        if (spans.isEmpty()) {
            return Span.getInvalid();
        }
        SpanBuilder commit =
                traces.tracer()
                        .spanBuilder("commit batch")
                        .setParent(Context.root().with(spans.getFirst()))
                        .setAttribute("ledger.batch.appends", batch.size());
        spans.forEach(span -> commit.addLink(span.getSpanContext()));
        Span begun = commit.startSpan();
        spans.forEach(span -> span.addLink(begun.getSpanContext()));
        return begun;
    }

    @Override
    public void committing(List<Observation> batch, List<AppendResult> results) {
        if (!batchSpan.isRecording()) {
            return;
        }
        for (int i = 0; i < batch.size(); i++) {
            if (results.get(i) instanceof AppendResult.Appended(List<Receipt> receipts)) {
                Span span = ((Seen) batch.get(i)).span;
                span.setAttribute(Traces.POSITION, receipts.getFirst().position());
                receipts.forEach(
                        receipt -> events.remember(receipt.position(), span.getSpanContext()));
            }
        }
    }

    @Override
    public void written() {
        batches.record(System.nanoTime() - begunNanos, TimeUnit.NANOSECONDS);
        batchSpan.end();
        batchSpan = Span.getInvalid();
    }

    /** One append. */
    private final class Seen implements Observation {
        private final long offeredNanos = System.nanoTime();
        private final Optional<String> request = RequestId.current();
        private final Context caller;
        private final Span span;

        Seen(Append append) {
            if (traces.on() && Span.current().getSpanContext().isValid()) {
                this.caller = Context.current();
                this.span =
                        traces.tracer()
                                .spanBuilder("append")
                                .setAttribute("ledger.append.events", append.events().size())
                                .startSpan();
            } else {
                this.caller = Context.root();
                this.span = Span.getInvalid();
            }
        }

        @Override
        public void turnedAway(LogUnavailable why) {
            waiting.decrement();
            over(null, why);
        }

        @Override
        public void answered(
                @Nullable AppendResult result, @Nullable Throwable failure, Runnable completion) {
            over(result, failure);
            try (Scope _ = caller.makeCurrent();
                    var _ = request.map(id -> MDC.putCloseable(RequestId.FIELD, id)).orElse(null)) {
                completion.run();
            }
        }

        private void over(@Nullable AppendResult result, @Nullable Throwable failure) {
            Outcome outcome = Outcome.of(result);
            Objects.requireNonNull(answered.get(outcome))
                    .record(System.nanoTime() - offeredNanos, TimeUnit.NANOSECONDS);
            if (failure instanceof LogUnavailable outage) {
                Objects.requireNonNull(unavailable.get(outage.reason())).increment();
            }
            span.setAttribute("ledger.append.outcome", outcome.code());
            if (outcome == Outcome.FAILED) {
                span.setStatus(StatusCode.ERROR);
            }
            span.end();
        }
    }
}
