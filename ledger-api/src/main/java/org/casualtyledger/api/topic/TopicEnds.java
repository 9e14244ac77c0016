package org.casualtyledger.api.topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.casualtyledger.events.topic.TopicEntry;

/** Learns from the topic how far each of its partitions has come. */
final class TopicEnds {
    /**
     * Records that are read back from an end: more than a publisher that stood still can have sent
     * late, which is one burst, so that the highest position is among them or named by them. Were
     * it not, some events would be sent again, and readers would pass them over.
     */
    private static final int TAIL = 2 * EventRecords.MOST_EVENTS;

    /**
     * The first of them may all have been sent late, so that what follows them seems to leave
     * something out; from here on nothing may.
     */
    private static final int JOINING = EventRecords.MOST_EVENTS;

    /** How long Kafka may take over one partition's end. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final TopicSettings settings;

    TopicEnds(TopicSettings settings) {
        this.settings = settings;
    }

    /**
     * The ends of all partitions, in their order.
     *
     * @throws UnfitTopic where the topic does not begin with the first event, or has a hole
     */
    List<PartitionEnd> read() throws UnfitTopic, PublicationStopped {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings.consumer())) {
            List<TopicPartition> partitions =
                    IntStream.range(0, settings.partitions().count())
                            .mapToObj(k -> new TopicPartition(settings.name(), k))
                            .toList();
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<PartitionEnd> read = new ArrayList<>();
            for (TopicPartition partition : partitions) {
                if (begins.getOrDefault(partition, 0L) > 0) {
                    throw unfit(partition, "has lost its beginning");
                }
                read.add(end(consumer, partition, ends.getOrDefault(partition, 0L)));
            }
            return read;
        }
    }

    private PartitionEnd end(
            KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long end)
            throws UnfitTopic, PublicationStopped {
        if (end == 0) {
            return PartitionEnd.EMPTY;
        }
        long from = Math.max(0, end - TAIL);
        if (from > 0 && entries(consumer, partition, 0, 1).getFirst().previous() != -1) {
            throw unfit(partition, "does not begin at the first event");
        }
        List<TopicEntry> tail = entries(consumer, partition, from, end);
        PartitionEnd known = PartitionEnd.EMPTY;
        for (int i = 0; i < tail.size(); i++) {
            TopicEntry entry = tail.get(i);
            if (from > 0 && i < JOINING) {
                known = known.joinedAt(entry);
            }
            if (!known.continuesWith(entry)) {
                throw unfit(
                        partition,
                        "has a hole: position %d does not follow %d"
                                .formatted(entry.previous(), known.last()));
            }
            known = known.with(entry);
        }
        return known;
    }

    private UnfitTopic unfit(TopicPartition partition, String how) {
        return new UnfitTopic(
                ("partition %d of topic %s %s, and readers would stop there."
                                + " Delete the topic, and the whole log is published again; or name a new one in ledger.topic.name")
                        .formatted(partition.partition(), partition.topic(), how));
    }

    /** All records from an offset to the one before another; at least one. */
    private static List<TopicEntry> entries(
            KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long from, long to)
            throws UnfitTopic, PublicationStopped {
        consumer.assign(List.of(partition));
        consumer.seek(partition, from);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<TopicEntry> entries = new ArrayList<>();
        while (consumer.position(partition) < to) {
            if (System.nanoTime() > deadline) {
                throw new PublicationStopped("Kafka does not give the records that it has");
            }
            for (ConsumerRecord<byte[], byte[]> record :
                    consumer.poll(Duration.ofMillis(200)).records(partition)) {
                if (record.offset() < to) {
                    entries.add(Records.entry(record));
                }
            }
        }
        return entries;
    }
}
