package org.casualtyledger.projections.feed.kafka;

import java.time.DateTimeException;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.casualtyledger.events.json.Json;
import org.casualtyledger.events.topic.TopicRecord;
import org.casualtyledger.projections.feed.FeedBroken;
import org.casualtyledger.projections.feed.FeedHead;
import tools.jackson.databind.JsonNode;

/** A record as {@link TopicRecord} describes it. */
sealed interface TopicEntry {
    /** Where it stands in its partition. */
    long offset();

    /** The last event's position before it in its partition; −1 if it has none before it. */
    long previous();

    /** All that belongs into the partition below this stands before or at the record. */
    long complete();

    /** An event of the log. */
    record Event(long offset, long position, long previous, byte[] leaf) implements TopicEntry {
        @Override
        public long complete() {
            return position + 1;
        }
    }

    /** How far the log is published. */
    record Progress(long offset, long size, long previous) implements TopicEntry {
        @Override
        public long complete() {
            return size;
        }
    }

    /**
     * Reads one.
     *
     * @throws FeedBroken if it is none
     */
    static TopicEntry of(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            throw none(record, "it has no value");
        }
        long previous = number(record, TopicRecord.PREVIOUS, -1);
        TopicEntry entry;
        if (text(record, "ce_type").equals(TopicRecord.PROGRESS)) {
            entry = new Progress(record.offset(), progress(record).get("size").asLong(), previous);
        } else {
            long position = number(record, TopicRecord.POSITION, 0);
            entry = new Event(record.offset(), position, previous, record.value());
        }
        if (previous >= entry.complete() - (entry instanceof Event ? 1 : 0)) {
            throw none(record, "what stands before it is said to be at " + previous);
        }
        return entry;
    }

    /** How far the log reached when a record was written, as the record says. */
    static FeedHead head(ConsumerRecord<byte[], byte[]> record) {
        TopicEntry entry = of(record);
        String at =
                entry instanceof Progress
                        ? progress(record).get("at").asString()
                        : text(record, "ce_time");
        try {
            return new FeedHead(entry.complete(), Instant.parse(at));
        } catch (DateTimeException e) {
            throw none(record, "its time is none");
        }
    }

    private static JsonNode progress(ConsumerRecord<byte[], byte[]> record) {
        try {
            JsonNode progress = Json.parse(record.value());
            if (progress.path("size").isIntegralNumber()
                    && progress.get("size").asLong() >= 0
                    && progress.path("at").isString()) {
                return progress;
            }
            throw none(record, "it tells no progress");
        } catch (Json.Malformed e) {
            throw none(record, "it tells no progress: " + e.code());
        }
    }

    private static long number(ConsumerRecord<byte[], byte[]> record, String header, long least) {
        String text = text(record, header);
        try {
            long number = Long.parseLong(text);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw none(record, "its header " + header + " is no number");
        }
        throw none(record, "its header " + header + " is " + text);
    }

    /** Headers are decimal digits, names and times: ASCII. */
    private static String text(ConsumerRecord<byte[], byte[]> record, String header) {
        Header found = record.headers().lastHeader(header);
        if (found == null || found.value() == null) {
            throw none(record, "it has no header " + header);
        }
        return new String(found.value(), java.nio.charset.StandardCharsets.US_ASCII);
    }

    private static FeedBroken none(ConsumerRecord<byte[], byte[]> record, String why) {
        return new FeedBroken(
                "partition "
                        + record.partition()
                        + ": the record at offset "
                        + record.offset()
                        + " is none of this log: "
                        + why);
    }
}
