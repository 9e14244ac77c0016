package org.casualtyledger.api.topic;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.casualtyledger.events.topic.TopicRecord;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A record of the topic, read; see {@link TopicRecord}. */
sealed interface TopicEntry {
    /** The last event before it in its partition; −1 if there is none. */
    long previous();

    /** An event. */
    record Event(long position, long previous, byte[] leaf) implements TopicEntry {}

    /** Everything below {@code size} that belongs into the partition stands before this record. */
    record Progress(long size, long previous) implements TopicEntry {}

    /**
     * @throws UnfitTopic for a record that no publisher of ours wrote
     */
    static TopicEntry of(ConsumerRecord<byte[], byte[]> record) throws UnfitTopic {
        try {
            long previous = number(record, TopicRecord.PREVIOUS);
            if (TopicRecord.PROGRESS.equals(text(record, TopicRecord.TYPE))) {
                return new Progress(size(record.value()), previous);
            }
            long position = number(record, TopicRecord.POSITION);
            if (record.value() == null || previous < -1 || position <= previous) {
                throw new IllegalArgumentException("no leaf, or out of order");
            }
            return new Event(position, previous, record.value());
        } catch (IllegalArgumentException | JacksonException e) {
            throw new UnfitTopic(
                    "the record at offset %d of partition %d of topic %s is none of a ledger's: what else writes there?"
                            .formatted(record.offset(), record.partition(), record.topic()));
        }
    }

    private static long size(byte[] value) {
        return JsonMapper.shared().readTree(value).path("size").asLong(-1);
    }

    private static long number(ConsumerRecord<byte[], byte[]> record, String header) {
        return Long.parseLong(text(record, header));
    }

    private static String text(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        if (header == null || header.value() == null) {
            throw new IllegalArgumentException("no header " + name);
        }
        return new String(header.value(), StandardCharsets.UTF_8);
    }
}
