package org.casualtyledger.projections.feed.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.casualtyledger.edge.observe.EventTraces;
import org.casualtyledger.events.topic.TopicRecord;
import org.casualtyledger.projections.testing.TestKafka;
import org.casualtyledger.projections.testing.TestTopic;
import org.junit.jupiter.api.Test;

class TracedRecordsTest {
    private static final Instant AT = Instant.parse("2026-11-22T06:00:00.123Z");
    private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Test
    void a_reader_learns_from_which_span_an_event_came_and_nonsense_changes_nothing() {
        EventTraces events = new EventTraces();
        try (TestTopic topic = TestKafka.topic(1)) {
            KafkaTopic traced =
                    new KafkaTopic(
                            TestKafka.servers(),
                            topic.topic().name(),
                            1,
                            Map.of(),
                            Optional.of(events));
            for (long position = 0; position < 3; position++) {
                ProducerRecord<byte[], byte[]> record =
                        topic.event(0, position, position - 1, AT, new byte[] {1});
                String parent = position == 1 ? PARENT : "nonsense";
                record.headers().add(TopicRecord.TRACEPARENT, parent.getBytes(US_ASCII));
                topic.send(record);
            }
            topic.flush();
            try (Scout scout = new Scout(traced);
                    PartitionFeed feed = new PartitionFeed(traced, scout, 0)) {
                long through = 0;
                while (through < 3) {
                    through = feed.read(through, 10).through();
                }
            }
        }
        assertThat(events.traceparent(0)).isEmpty();
        assertThat(events.traceparent(1)).contains(PARENT);
        assertThat(events.traceparent(2)).isEmpty();
    }
}
