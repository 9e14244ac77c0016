package org.casualtyledger.edge.observe;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.context.Context;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * By which span an event came into the log, for those who handle it later: publish it, project it.
 * A leaf carries no trace, since it is public for ever; so this is remembered beside, in this
 * process, of the latest {@link #REMEMBERED} positions. Who reads Kafka in another process is told
 * by the record's header ({@link #traceparent}, {@link #arrived}).
 *
 * <p><b>Concurrency.</b> Any thread; no locks. Forgetting is harmless: a later span then stands
 * alone, and names the position.
 */
public final class EventTraces {
    /** Some seconds of an import at full speed, in some megabytes. */
    private static final int REMEMBERED = 1 << 14;

    private record Known(long position, SpanContext span) {}

    private final AtomicReferenceArray<Known> latest = new AtomicReferenceArray<>(REMEMBERED);

    /** The event at this position comes from this span. */
    public void remember(long position, SpanContext span) {
        if (span.isValid()) {
            latest.set((int) (position % REMEMBERED), new Known(position, span));
        }
    }

    /** The span from which the event at this position came, where that is known. */
    public Optional<SpanContext> of(long position) {
        Known known = latest.get((int) (position % REMEMBERED));
        return known != null && known.position() == position
                ? Optional.of(known.span())
                : Optional.empty();
    }

    /** For a record's header {@code traceparent}, as W3C Trace Context writes it. */
    public Optional<String> traceparent(long position) {
        return of(position)
                .map(
                        span ->
                                "00-%s-%s-%s"
                                        .formatted(
                                                span.getTraceId(),
                                                span.getSpanId(),
                                                span.isSampled()
                                                        ? TraceFlags.getSampled().asHex()
                                                        : TraceFlags.getDefault().asHex()));
    }

    /** A record came with this header {@code traceparent}; one that is malformed is none. */
    public void arrived(long position, String traceparent) {
        Context parent = Traces.parent(traceparent, null);
        remember(position, Span.fromContext(parent).getSpanContext());
    }
}
