package org.casualtyledger.api.topic;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.casualtyledger.events.topic.TopicEntry;

/** Reads records of the topic. */
final class Records {
    private Records() {}

    /**
     * @throws UnfitTopic for a record that no publisher of ours wrote
     */
    static TopicEntry entry(ConsumerRecord<byte[], byte[]> record) throws UnfitTopic {
        try {
            return TopicEntry.of(
                    name -> {
                        Header header = record.headers().lastHeader(name);
                        return header == null ? null : header.value();
                    },
                    record.value());
        } catch (TopicEntry.NoEntry e) {
            throw new UnfitTopic(
                    "the record at offset %d of partition %d of topic %s is none of a ledger's, %s: what else writes there?"
                            .formatted(
                                    record.offset(),
                                    record.partition(),
                                    record.topic(),
                                    e.getMessage()));
        }
    }
}
