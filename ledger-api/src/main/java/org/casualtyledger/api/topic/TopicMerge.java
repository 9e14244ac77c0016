package org.casualtyledger.api.topic;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.casualtyledger.api.eventlog.LeafArchive;
import org.casualtyledger.events.topic.TopicEntry;

/**
 * All partitions at once, up to where they ended when this was opened. The event at a position is
 * at the front of a partition, or it is in none: what is in several is taken once, what came twice
 * is lower than what was taken.
 */
final class TopicMerge implements LeafArchive.Reading {
    private static final int PAGE = 1_000;

    /**
     * Bytes of one partition that wait for the others; with what one fetch adds, some MiB for each.
     */
    private static final int MOST_WAITING_BYTES = 2 << 20;

    /** How long Kafka may give nothing of what it has. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<Lane> lanes;
    private long next;

    private TopicMerge(KafkaConsumer<byte[], byte[]> consumer, List<Lane> lanes, long next) {
        this.consumer = consumer;
        this.lanes = lanes;
        this.next = next;
    }

    /** What was read of a partition and not yet taken. */
    private static final class Lane {
        private final TopicPartition partition;
        private final long end;
        private final Deque<TopicEntry.Event> waiting = new ArrayDeque<>();
        private int bytes;

        Lane(TopicPartition partition, long end) {
            this.partition = partition;
            this.end = end;
        }

        void add(TopicEntry entry) {
            if (entry instanceof TopicEntry.Event event) {
                waiting.add(event);
                bytes += event.leaf().length;
            }
        }

        void dropBelow(long position) {
            while (!waiting.isEmpty() && waiting.getFirst().position() < position) {
                bytes -= waiting.removeFirst().leaf().length;
            }
        }

        boolean isFull() {
            return bytes >= MOST_WAITING_BYTES;
        }
    }

    static TopicMerge open(TopicSettings settings, long position, Instant recorded)
            throws IOException {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings.consumer());
        try {
            int there = consumer.partitionsFor(settings.name()).size();
            if (there != settings.partitions().count()) {
                throw new IOException(
                        "topic %s has %d partitions, and ledger.topic.partitions is %d"
                                .formatted(settings.name(), there, settings.partitions().count()));
            }
            List<TopicPartition> partitions =
                    IntStream.range(0, there)
                            .mapToObj(k -> new TopicPartition(settings.name(), k))
                            .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            seek(consumer, partitions, position == 0 ? Instant.EPOCH : recorded);
            List<Lane> lanes =
                    partitions.stream().map(p -> new Lane(p, ends.getOrDefault(p, 0L))).toList();
            return new TopicMerge(consumer, lanes, position);
        } catch (IOException | RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    /**
     * Recorded time is Kafka's timestamp, and never goes backwards along positions: so the first
     * record that is not older than an event does not stand behind it.
     */
    private static void seek(
            KafkaConsumer<byte[], byte[]> consumer,
            List<TopicPartition> partitions,
            Instant recorded) {
        Map<TopicPartition, Long> times =
                partitions.stream()
                        .collect(
                                Collectors.toMap(
                                        Function.identity(), _ -> recorded.toEpochMilli()));
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp at = found.get(partition);
            if (at == null) {
                consumer.seekToEnd(List.of(partition));
            } else {
                consumer.seek(partition, at.offset());
            }
        }
    }

    @Override
    public List<byte[]> next() throws IOException {
        try {
            List<byte[]> page = new ArrayList<>();
            while (page.size() < PAGE) {
                lanes.forEach(lane -> lane.dropBelow(next));
                OptionalInt front = front();
                if (front.isPresent()) {
                    page.add(lanes.get(front.getAsInt()).waiting.getFirst().leaf());
                    next++;
                } else if (lanes.stream()
                        .anyMatch(lane -> lane.waiting.isEmpty() && !isRead(lane))) {
                    fill();
                } else if (lanes.stream().allMatch(lane -> lane.waiting.isEmpty())) {
                    return page;
                } else {
                    throw new IOException(
                            "the topic has no event at position %d, and has later ones"
                                    .formatted(next));
                }
            }
            return page;
        } catch (KafkaException e) {
            throw new IOException("Kafka does not answer: " + e.getMessage(), e);
        } catch (UnfitTopic e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private OptionalInt front() {
        return IntStream.range(0, lanes.size())
                .filter(
                        k ->
                                !lanes.get(k).waiting.isEmpty()
                                        && lanes.get(k).waiting.getFirst().position() == next)
                .findFirst();
    }

    private boolean isRead(Lane lane) {
        return consumer.position(lane.partition) >= lane.end;
    }

    /** Reads on where a partition has nothing waiting; those that have enough stand still. */
    private void fill() throws IOException, UnfitTopic {
        consumer.pause(
                lanes.stream()
                        .filter(lane -> lane.isFull() || isRead(lane))
                        .map(lane -> lane.partition)
                        .toList());
        consumer.resume(
                lanes.stream()
                        .filter(lane -> !lane.isFull() && !isRead(lane))
                        .map(lane -> lane.partition)
                        .toList());
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        boolean came = false;
        while (!came) {
            if (System.nanoTime() > deadline) {
                throw new IOException("Kafka does not give the records that it has");
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                Lane lane = lanes.get(record.partition());
                if (record.offset() < lane.end) {
                    lane.add(Records.entry(record));
                }
                came = true;
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
