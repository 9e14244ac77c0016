package org.casualtyledger.api.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.casualtyledger.events.topic.TopicEntry;

/**
 * Reads all partitions by the rules of {@code TopicRecord}, and fails where these tell a reader to
 * stop.
 */
final class FaithfulReader implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final long[] last;
    private final long[] size;
    private final List<List<Long>> applied = new ArrayList<>();
    private final SortedMap<Long, byte[]> leaves = new TreeMap<>();
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    private int duplicates;

    FaithfulReader(TopicSettings settings) {
        consumer = new KafkaConsumer<>(settings.consumer());
        partitions =
                IntStream.range(0, settings.partitions().count())
                        .mapToObj(k -> new TopicPartition(settings.name(), k))
                        .toList();
        last = new long[partitions.size()];
        size = new long[partitions.size()];
        Arrays.fill(last, -1);
        partitions.forEach(_ -> applied.add(new ArrayList<>()));
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Reads until all partitions are known to be complete below a size. */
    void readTo(long wanted) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(40).toNanos();
        while (watermark() < wanted) {
            assertThat(System.nanoTime())
                    .as("read to %d of %d", watermark(), wanted)
                    .isLessThan(deadline);
            read(Duration.ofMillis(100));
        }
    }

    /** Reads all that is there now. */
    void readToEnds() throws Exception {
        Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
        while (ends.entrySet().stream()
                .anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
            read(Duration.ofMillis(100));
        }
    }

    private void read(Duration time) throws Exception {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(time)) {
            records.add(record);
            apply(record.partition(), Records.entry(record));
        }
    }

    private void apply(int partition, TopicEntry entry) {
        assertThat(entry.previous())
                .as("partition %d: nothing is missing before %s", partition, entry)
                .isLessThanOrEqualTo(last[partition]);
        switch (entry) {
            case TopicEntry.Progress progress ->
                    size[partition] = Math.max(size[partition], progress.size());
            case TopicEntry.Event event when event.position() <= last[partition] -> duplicates++;
            case TopicEntry.Event event -> {
                assertThat(event.previous()).isEqualTo(last[partition]);
                last[partition] = event.position();
                size[partition] = Math.max(size[partition], event.position() + 1);
                applied.get(partition).add(event.position());
                leaves.put(event.position(), event.leaf());
            }
        }
    }

    /** Everything below it was applied. */
    long watermark() {
        return Arrays.stream(size).min().orElseThrow();
    }

    int duplicates() {
        return duplicates;
    }

    /** The positions of a partition, as they were applied. */
    List<Long> applied(int partition) {
        return applied.get(partition);
    }

    /** All records as they came. */
    List<ConsumerRecord<byte[], byte[]>> records() {
        return records;
    }

    /** Every event of the log was applied, once in each partition, with the log's own bytes. */
    void assertWhole(CommittedLog log) throws Exception {
        long end = log.end().size();
        assertThat(leaves.keySet().stream().mapToLong(Long::longValue).toArray())
                .isEqualTo(java.util.stream.LongStream.range(0, end).toArray());
        long at = 0;
        while (at < end) {
            for (CommittedLog.Row row : log.read(at, end)) {
                assertThat(leaves.get(row.position())).isEqualTo(row.leaf());
                at = row.position() + 1;
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
