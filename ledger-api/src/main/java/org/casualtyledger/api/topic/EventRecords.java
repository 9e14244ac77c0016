package org.casualtyledger.api.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.schemas.EventSchemas;
import org.casualtyledger.events.topic.LeafLabel;
import org.casualtyledger.events.topic.TopicRecord;

/**
 * The records of a topic, made from what each partition has: pure. Positions come in ascending
 * order; an event that a partition has already is not made a record for it again.
 */
final class EventRecords {
    /** Events of one burst: a page of the log. */
    static final int MOST_EVENTS = CommittedLog.PAGE;

    /**
     * Bytes of one burst in one partition. Half of a batch: what is compressed is estimated, and
     * the estimate may be wrong.
     */
    private static final int MOST_BYTES = TopicSettings.BATCH_BYTES / 2;

    /** What Kafka adds to a record: lengths, offset, time. */
    private static final int OVERHEAD_BYTES = 64;

    private static final String SPEC_VERSION = "1.0";
    private static final String JSON = "application/json";

    private final TopicSettings settings;
    private final String origin;
    private final long[] last;
    private final long[] size;

    /**
     * @param origin the log's name
     * @param ends of the partitions, in their order
     */
    EventRecords(TopicSettings settings, String origin, List<PartitionEnd> ends) {
        this.settings = settings;
        this.origin = origin;
        this.last = ends.stream().mapToLong(PartitionEnd::last).toArray();
        this.size = ends.stream().mapToLong(PartitionEnd::size).toArray();
    }

    /**
     * Records that are written together, and what is published once they are.
     *
     * @param events how many of the rows
     * @param at when the last of them was recorded
     */
    record Burst(int events, Instant at, List<ProducerRecord<byte[], byte[]>> records) {}

    /**
     * The records of the first rows, of as many as make one batch of each partition.
     *
     * @param rows one at least
     * @throws IllegalArgumentException for a row that is no leaf of this log
     * @throws org.casualtyledger.events.UnreadableEvent for a rehoming that cannot be read
     */
    Burst next(List<CommittedLog.Row> rows) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        int[] bytes = new int[last.length];
        int events = 0;
        Instant at = Instant.EPOCH;
        for (CommittedLog.Row row : rows) {
            LeafLabel label = LeafLabel.of(row.leaf());
            List<ProducerRecord<byte[], byte[]>> ofRow = new ArrayList<>();
            boolean fits = true;
            for (int partition : settings.partitions().of(label, row.leaf())) {
                if (row.position() >= size[partition]) {
                    var record = event(partition, row, label);
                    ofRow.add(record);
                    bytes[partition] += bytes(record);
                    fits &= bytes[partition] <= MOST_BYTES;
                }
            }
            if (!fits && events > 0) {
                break;
            }
            for (ProducerRecord<byte[], byte[]> record : ofRow) {
                last[record.partition()] = row.position();
                size[record.partition()] = row.position() + 1;
            }
            records.addAll(ofRow);
            at = label.at();
            events++;
        }
        return new Burst(events, at, records);
    }

    private ProducerRecord<byte[], byte[]> event(
            int partition, CommittedLog.Row row, LeafLabel label) {
        byte[] theatre = label.theatre().value().getBytes(UTF_8);
        ProducerRecord<byte[], byte[]> record = record(partition, label.at(), theatre, row.leaf());
        Headers headers = record.headers();
        common(headers, label.id().toString(), label.type(), label.at());
        headers.add(TopicRecord.SUBJECT, theatre);
        headers.add(
                TopicRecord.DATA_SCHEMA, text(EventSchemas.address(label.type(), label.version())));
        headers.add(TopicRecord.POSITION, text(String.valueOf(row.position())));
        headers.add(TopicRecord.PREVIOUS, text(String.valueOf(last[partition])));
        return record;
    }

    /**
     * For every partition: everything below {@code size} is there.
     *
     * @param at when the event at {@code size − 1} was recorded
     */
    List<ProducerRecord<byte[], byte[]>> progress(long published, Instant at) {
        byte[] value =
                "{\"at\":\"%s\",\"size\":%d}"
                        .formatted(EventCodec.instant(at), published)
                        .getBytes(UTF_8);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int partition = 0; partition < last.length; partition++) {
            size[partition] = Math.max(size[partition], published);
            ProducerRecord<byte[], byte[]> record = record(partition, at, null, value);
            Headers headers = record.headers();
            common(
                    headers,
                    "%s-%d-%d".formatted(TopicRecord.PROGRESS, published, partition),
                    TopicRecord.PROGRESS,
                    at);
            headers.add(TopicRecord.PREVIOUS, text(String.valueOf(last[partition])));
            records.add(record);
        }
        return records;
    }

    /** Kafka's own timestamp is recorded time too, so that a reader can seek by it. */
    @SuppressWarnings("NullAway") // Kafka's key may be null, and its class does not say so.
    private ProducerRecord<byte[], byte[]> record(
            int partition,
            Instant at,
            byte @org.jspecify.annotations.Nullable [] key,
            byte[] value) {
        return new ProducerRecord<>(settings.name(), partition, at.toEpochMilli(), key, value);
    }

    private void common(Headers headers, String id, String type, Instant at) {
        headers.add(TopicRecord.SPEC_VERSION, text(SPEC_VERSION));
        headers.add(TopicRecord.ID, text(id));
        headers.add(TopicRecord.SOURCE, text(origin));
        headers.add(TopicRecord.TYPE, text(type));
        headers.add(TopicRecord.TIME, text(EventCodec.instant(at)));
        headers.add(TopicRecord.CONTENT_TYPE, text(JSON));
    }

    private static byte[] text(String text) {
        return text.getBytes(UTF_8);
    }

    private static int bytes(ProducerRecord<byte[], byte[]> record) {
        return OVERHEAD_BYTES
                + record.key().length
                + record.value().length
                + Arrays.stream(record.headers().toArray()).mapToInt(EventRecords::bytes).sum();
    }

    private static int bytes(Header header) {
        return header.key().length() + header.value().length + 4;
    }
}
