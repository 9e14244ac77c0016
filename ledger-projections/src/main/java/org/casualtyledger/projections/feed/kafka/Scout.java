package org.casualtyledger.projections.feed.kafka;

import static org.casualtyledger.projections.feed.kafka.KafkaTopic.ANSWER;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.casualtyledger.projections.feed.FeedHead;
import org.casualtyledger.projections.feed.FeedUnavailable;

/**
 * Looks at single records: where reading has to begin for a position, and how far the topic
 * reaches. Has a consumer of its own, so that whoever reads on is not disturbed.
 */
final class Scout implements AutoCloseable {
    /** A batch comes whole, and one record of it is wanted. */
    private static final int FETCH_BYTES = 1_024;

    /** What is looked at is there; a look must not wait for the end of the one before. */
    private static final Duration FETCH_WAIT = Duration.ofMillis(1);

    private static final FeedHead EMPTY = new FeedHead(0, Instant.EPOCH);

    private final KafkaTopic topic;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Consumer<byte[], byte[]>> consumer = Optional.empty();
    private FeedHead head = EMPTY;

    Scout(KafkaTopic topic) {
        this.topic = topic;
    }

    private interface Look<T> {
        T with(Consumer<byte[], byte[]> consumer);
    }

    /**
     * The greatest size that any partition's last record tells. Never goes back: after a takeover
     * the last record may be an old one that was sent again.
     */
    FeedHead head() {
        return look(
                consumer -> {
                    for (ConsumerRecord<byte[], byte[]> record : lasts(consumer)) {
                        FeedHead told = Records.head(record);
                        if (told.size() > head.size()) {
                            head = told;
                        }
                    }
                    return head;
                });
    }

    /**
     * An offset from which a {@link Lane} reads all from a position on: that of a record which
     * tells nothing from the position on, directly before one which does; where there is none such,
     * the first offset.
     *
     * <p>Halves the offsets. What records tell grows with them, but for what was sent twice; then
     * one of several such places is found.
     *
     * @param back so many records before that one, as far as there are any
     */
    long before(int partition, long position, int back) {
        TopicPartition where = topic.partition(partition);
        return look(
                consumer -> {
                    consumer.assign(List.of(where));
                    long first = edge(consumer.beginningOffsets(List.of(where), ANSWER), where);
                    long end = edge(consumer.endOffsets(List.of(where), ANSWER), where);
                    long low = first - 1;
                    long high = end;
                    // Most readers begin at the log's first event, or go on at its end.
                    long middle = position == 0 ? first : end - 1;
                    while (high - low > 1) {
                        ConsumerRecord<byte[], byte[]> record =
                                records(consumer, Map.of(where, middle)).getFirst();
                        if (Records.entry(record).complete() > position) {
                            high = middle; // records that were deleted in between tell nothing
                        } else {
                            low = record.offset();
                        }
                        middle = low + (high - low) / 2;
                    }
                    return Math.max(low - back, first);
                });
    }

    private List<ConsumerRecord<byte[], byte[]>> lasts(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> all = topic.all();
        consumer.assign(all);
        Map<TopicPartition, Long> firsts = consumer.beginningOffsets(all, ANSWER);
        Map<TopicPartition, Long> ends = consumer.endOffsets(all, ANSWER);
        Map<TopicPartition, Long> lasts = new HashMap<>();
        for (TopicPartition where : all) {
            if (edge(ends, where) > edge(firsts, where)) {
                lasts.put(where, edge(ends, where) - 1);
            }
        }
        return lasts.isEmpty() ? List.of() : records(consumer, lasts);
    }

    /** The first record of each of some partitions at an offset or after it. */
    private static List<ConsumerRecord<byte[], byte[]>> records(
            Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> offsets) {
        consumer.assign(offsets.keySet());
        consumer.resume(offsets.keySet()); // an assignment remembers what was paused
        offsets.forEach(consumer::seek);
        Map<TopicPartition, ConsumerRecord<byte[], byte[]>> found = new HashMap<>();
        long deadline = System.nanoTime() + ANSWER.toNanos();
        while (found.size() < offsets.size()) {
            var polled = consumer.poll(Duration.ofMillis(100));
            for (TopicPartition where : polled.partitions()) {
                found.putIfAbsent(where, polled.records(where).getFirst());
            }
            consumer.pause(found.keySet());
            if (System.nanoTime() > deadline) {
                Set<TopicPartition> missing = new HashSet<>(offsets.keySet());
                missing.removeAll(found.keySet());
                throw new FeedUnavailable("no broker answers with a record of " + missing);
            }
        }
        return List.copyOf(found.values());
    }

    private static long edge(Map<TopicPartition, Long> offsets, TopicPartition where) {
        Long offset = offsets.get(where);
        if (offset == null) {
            throw new FeedUnavailable("no broker answers for " + where);
        }
        return offset;
    }

    /** Whatever fails, the next look has a new consumer. */
    private <T> T look(Look<T> look) {
        lock();
        try {
            if (consumer.isEmpty()) {
                consumer = Optional.of(topic.consumer(FETCH_WAIT, FETCH_BYTES));
            }
            try {
                return look.with(consumer.get());
            } catch (OffsetOutOfRangeException e) {
                end();
                throw new FeedUnavailable("the topic was cut while it was looked at");
            } catch (KafkaException e) {
                end();
                throw new FeedUnavailable("Kafka does not answer", e);
            } catch (RuntimeException e) {
                end();
                throw e;
            }
        } finally {
            lock.unlock();
        }
    }

    private void lock() {
        try {
            if (!lock.tryLock(2 * ANSWER.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new FeedUnavailable("no broker answers");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FeedUnavailable("Kafka does not answer", e);
        }
    }

    private void end() {
        consumer.ifPresent(KafkaTopic::close);
        consumer = Optional.empty();
    }

    @Override
    public void close() {
        lock();
        try {
            end();
        } finally {
            lock.unlock();
        }
    }
}
