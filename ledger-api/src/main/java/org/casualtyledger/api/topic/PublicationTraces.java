package org.casualtyledger.api.topic;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.casualtyledger.edge.observe.EventTraces;
import org.casualtyledger.edge.observe.Traces;
import org.casualtyledger.events.topic.TopicRecord;

/**
 * Traces bursts, and tells readers by a record's header from which span its event came, where this
 * process committed it and still knows.
 */
final class PublicationTraces {
    static final PublicationTraces NONE = new PublicationTraces(Traces.off(), new EventTraces());

    /** Events of a burst whose traces are gone on with; a trace viewer shows no more links. */
    private static final int LINKS = 128;

    private final Traces traces;
    private final EventTraces events;

    PublicationTraces(Traces traces, EventTraces events) {
        this.traces = traces;
        this.events = events;
    }

    /** Marks the records, which are about to be written. */
    Burst begin(List<ProducerRecord<byte[], byte[]>> records) {
        if (!traces.on()) {
            return new Burst(List.of());
        }
        Set<Long> positions = new LinkedHashSet<>();
        for (ProducerRecord<byte[], byte[]> record : records) {
            Header header = record.headers().lastHeader(TopicRecord.POSITION);
            if (header != null) {
                long position = Long.parseLong(new String(header.value(), US_ASCII));
                positions.add(position);
                events.traceparent(position)
                        .ifPresent(
                                parent ->
                                        record.headers()
                                                .add(
                                                        TopicRecord.TRACEPARENT,
                                                        parent.getBytes(US_ASCII)));
            }
        }
        return new Burst(spans(positions, records.size()));
    }

    private List<Span> spans(Set<Long> positions, int records) {
        List<Span> spans = new ArrayList<>();
        SpanBuilder batch =
                traces.tracer()
                        .spanBuilder("publish batch")
                        .setNoParent()
                        .setAttribute("ledger.batch.records", records);
        positions.stream()
                .findFirst()
                .ifPresent(first -> batch.setAttribute(Traces.POSITION, first));
        for (long position : positions) {
            Optional<SpanContext> origin = events.of(position);
            if (origin.isPresent() && spans.size() < LINKS) {
                batch.addLink(origin.get());
                spans.add(
                        traces.tracer()
                                .spanBuilder("publish")
                                .setParent(Context.root().with(Span.wrap(origin.get())))
                                .setAttribute(Traces.POSITION, position)
                                .startSpan());
            }
        }
        Span whole = batch.startSpan();
        spans.forEach(span -> span.addLink(whole.getSpanContext()));
        spans.add(whole);
        return spans;
    }

    /** A burst on its way; one that is closed before it was acknowledged has failed. */
    static final class Burst implements AutoCloseable {
        private final List<Span> spans;
        private boolean acknowledged;

        private Burst(List<Span> spans) {
            this.spans = spans;
        }

        void acknowledged() {
            acknowledged = true;
        }

        @Override
        public void close() {
            for (Span span : spans) {
                if (!acknowledged) {
                    span.setStatus(StatusCode.ERROR);
                }
                span.end();
            }
        }
    }
}
