package org.casualtyledger.api.topic;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.casualtyledger.edge.observe.EventTraces;
import org.casualtyledger.edge.observe.Traces;
import org.casualtyledger.events.topic.TopicRecord;
import org.junit.jupiter.api.Test;

class PublicationTracesTest {
    /** Its caller decided that it is not sampled, so nobody has to receive anything. */
    private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00";

    private static final URI NOBODY = URI.create("http://127.0.0.1:9/v1/traces");

    private final EventTraces events = new EventTraces();

    @Test
    void a_record_says_from_which_span_its_event_came_where_that_is_known() {
        events.arrived(1, PARENT);
        List<ProducerRecord<byte[], byte[]>> records = records();
        try (Traces traces = Traces.to(NOBODY, "test", "test", 0);
                PublicationTraces.Burst burst =
                        new PublicationTraces(traces, events).begin(records)) {
            burst.acknowledged();
        }
        assertThat(records.stream().map(PublicationTracesTest::parent))
                .containsExactly(Optional.empty(), Optional.of(PARENT), Optional.empty());
    }

    @Test
    void where_nobody_receives_traces_a_record_is_as_it_always_was() {
        events.arrived(1, PARENT);
        List<ProducerRecord<byte[], byte[]>> records = records();
        new PublicationTraces(Traces.off(), events).begin(records).close();
        assertThat(records.stream().map(PublicationTracesTest::parent))
                .containsOnly(Optional.empty());
    }

    private static Optional<String> parent(ProducerRecord<byte[], byte[]> record) {
        return Optional.ofNullable(record.headers().lastHeader(TopicRecord.TRACEPARENT))
                .map(header -> new String(header.value(), US_ASCII));
    }

    private static List<ProducerRecord<byte[], byte[]>> records() {
        return LongStream.range(0, 3)
                .mapToObj(
                        position -> {
                            var record =
                                    new ProducerRecord<byte[], byte[]>("t", 0, null, new byte[0]);
                            record.headers()
                                    .add(
                                            TopicRecord.POSITION,
                                            Long.toString(position).getBytes(US_ASCII));
                            return record;
                        })
                .toList();
    }
}
