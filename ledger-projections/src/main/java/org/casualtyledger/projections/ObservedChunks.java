package org.casualtyledger.projections;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.casualtyledger.edge.observe.EventTraces;
import org.casualtyledger.edge.observe.Traces;
import org.casualtyledger.projections.processing.Chunk;
import org.casualtyledger.projections.processing.Positioned;
import org.casualtyledger.projections.processing.Projection;

/**
 * Counts and traces what a processor applies: one projection before all others, one behind them.
 * The time between the two is that of folding and writing a chunk; the COMMIT, which follows, is
 * not in it.
 */
final class ObservedChunks {
    /** From a single report to a full chunk on a busy machine. */
    private static final Duration[] TIMES = {
        Duration.ofMillis(5),
        Duration.ofMillis(20),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5)
    };

    /** Events of one chunk whose traces are gone on with; a trace viewer shows no more links. */
    private static final int LINKS = 128;

    private final Timer chunks;
    private final Counter events;
    private final Traces traces;
    private final EventTraces known;

    ObservedChunks(MeterRegistry meters, Traces traces, EventTraces known) {
        this.traces = traces;
        this.known = known;
        this.chunks =
                Timer.builder("ledger.projections.chunk")
                        .description("Folding and writing one chunk, without its COMMIT")
                        .serviceLevelObjectives(TIMES)
                        .register(meters);
        this.events =
                Counter.builder("ledger.projections.events")
                        .description("Events applied by this process, again where a chunk was")
                        .register(meters);
    }

    /** The same projections, seen. For one processor; another one gets its own. */
    List<Projection> around(List<Projection> projections) {
        Passage passage = new Passage();
        List<Projection> seen = new ArrayList<>();
        seen.add(passage.beginning());
        seen.addAll(projections);
        seen.add(passage.end());
        return List.copyOf(seen);
    }

    /** One chunk after the other, on its processor's thread. */
    private final class Passage {
        private long begunNanos;
        private List<Span> spans = List.of();

        Projection beginning() {
            return new Projection() {
                @Override
                public void apply(Connection connection, Chunk chunk) {
                    begunNanos = System.nanoTime();
                    if (traces.on()) {
                        spans = begin(chunk);
                    }
                }

                @Override
                public void forget() {
                    spans.forEach(span -> span.setStatus(StatusCode.ERROR, "rolled back"));
                    finish();
                }
            };
        }

        Projection end() {
            return new Projection() {
                @Override
                public void apply(Connection connection, Chunk chunk) {
                    chunks.record(System.nanoTime() - begunNanos, TimeUnit.NANOSECONDS);
                    events.increment(chunk.events().size());
                    finish();
                }

                @Override
                public void forget() {}
            };
        }

        private void finish() {
            spans.forEach(Span::end);
            spans = List.of();
        }
    }

    /**
     * The chunk's own span, and in the trace of each event that has one a span beside it: a chunk
     * belongs to all of them, and a span has one parent.
     */
    private List<Span> begin(Chunk chunk) {
        List<Span> spans = new ArrayList<>();
        SpanBuilder whole =
                traces.tracer()
                        .spanBuilder("project chunk")
                        .setNoParent()
                        .setAttribute(Traces.POSITION, chunk.from())
                        .setAttribute("ledger.position.last", chunk.last())
                        .setAttribute("ledger.chunk.events", chunk.events().size());
        positions(chunk)
                .filter(position -> known.of(position).isPresent())
                .limit(LINKS)
                .forEach(
                        position -> {
                            Optional<SpanContext> origin = known.of(position);
                            origin.ifPresent(
                                    span -> {
                                        whole.addLink(span);
                                        spans.add(project(position, span));
                                    });
                        });
        Span chunkSpan = whole.startSpan();
        spans.forEach(span -> span.addLink(chunkSpan.getSpanContext()));
        spans.add(chunkSpan);
        return spans;
    }

    private Span project(long position, SpanContext origin) {
        return traces.tracer()
                .spanBuilder("project")
                .setParent(Context.root().with(Span.wrap(origin)))
                .setAttribute(Traces.POSITION, position)
                .startSpan();
    }

    private static LongStream positions(Chunk chunk) {
        return chunk.events().stream().mapToLong(Positioned::position);
    }
}
