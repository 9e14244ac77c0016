package org.casualtyledger.projections.feed.kafka;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.casualtyledger.events.topic.TopicEntry;
import org.casualtyledger.projections.feed.FeedBroken;
import org.casualtyledger.projections.feed.FeedHead;

/** Reads records of the topic. */
final class Records {
    private Records() {}

    /**
     * @throws FeedBroken if it is none of a ledger's
     */
    static TopicEntry entry(ConsumerRecord<byte[], byte[]> record) {
        try {
            return TopicEntry.of(headers(record), record.value());
        } catch (TopicEntry.NoEntry e) {
            throw none(record, e);
        }
    }

    /** How far the log reached when a record was written, as the record says. */
    static FeedHead head(ConsumerRecord<byte[], byte[]> record) {
        TopicEntry entry = entry(record);
        try {
            return new FeedHead(
                    entry.complete(),
                    switch (entry) {
                        case TopicEntry.Progress progress -> progress.at();
                        case TopicEntry.Event _ -> TopicEntry.recorded(headers(record));
                    });
        } catch (TopicEntry.NoEntry e) {
            throw none(record, e);
        }
    }

    private static TopicEntry.Headers headers(ConsumerRecord<byte[], byte[]> record) {
        return name -> {
            Header header = record.headers().lastHeader(name);
            return header == null ? null : header.value();
        };
    }

    private static FeedBroken none(ConsumerRecord<byte[], byte[]> record, TopicEntry.NoEntry why) {
        return new FeedBroken(
                "partition "
                        + record.partition()
                        + ": the record at offset "
                        + record.offset()
                        + " is none of this log: "
                        + why.getMessage());
    }
}
