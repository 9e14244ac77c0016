package org.casualtyledger.projections.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.topic.LeafLabel;
import org.casualtyledger.events.topic.Partitions;
import org.casualtyledger.events.topic.TopicRecord;
import org.casualtyledger.projections.feed.kafka.KafkaTopic;

/**
 * Publishes a log as the topic's contract says, and whatever else a test plants among its records.
 */
public final class TestTopic implements AutoCloseable {
    private final Producer<byte[], byte[]> producer;
    private final KafkaTopic topic;
    private final Partitions partitions;
    private final long[] last;
    private final Map<Long, List<ProducerRecord<byte[], byte[]>>> sent = new HashMap<>();
    private long size;
    private Instant at = Instant.EPOCH;
    private volatile Exception failed;

    /** Makes the topic. */
    public TestTopic(String servers, String name, int count) {
        topic = new KafkaTopic(servers, name, count, Map.of());
        partitions = new Partitions(count);
        last = new long[count];
        Arrays.fill(last, -1);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            NewTopic made = new NewTopic(name, count, (short) 1);
            admin.createTopics(List.of(made.configs(Map.of("retention.ms", "-1"))))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
        producer =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                servers,
                                "linger.ms",
                                5,
                                "batch.size",
                                256 * 1024,
                                // A new topic's broker may refuse the first batch and take the
                                // second.
                                "max.in.flight.requests.per.connection",
                                1),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    public KafkaTopic topic() {
        return topic;
    }

    public long size() {
        return size;
    }

    /** The position of the last event of a partition. */
    public long last(int partition) {
        return last[partition];
    }

    public Set<Integer> partitions(byte[] leaf) {
        return partitions.of(LeafLabel.of(leaf), leaf);
    }

    /** Publishes events, and how far that is. */
    public TestTopic publish(List<RecordedEvent> events) {
        for (RecordedEvent event : events) {
            byte[] leaf = EventCodec.encode(event);
            append(event.at(), leaf, partitions(leaf));
        }
        return progress().flush();
    }

    /** The next position, into some partitions. */
    public TestTopic append(Instant recorded, byte[] leaf, Set<Integer> into) {
        sent.put(size, into.stream().map(to -> event(to, size, last[to], recorded, leaf)).toList());
        return again(size).skip(recorded, into);
    }

    /** The records of a position, as they were. */
    public TestTopic again(long position) {
        sent.get(position).forEach(this::send);
        return this;
    }

    /** As if the next position had been sent: it never was. */
    public TestTopic skip(Instant recorded, Set<Integer> into) {
        into.forEach(partition -> last[partition] = size);
        size++;
        at = recorded;
        return this;
    }

    /** Tells all partitions how far the log is published. */
    public TestTopic progress() {
        IntStream.range(0, last.length)
                .forEach(partition -> send(progress(partition, size, last[partition], at)));
        return this;
    }

    public ProducerRecord<byte[], byte[]> event(
            int partition, long position, long previous, Instant recorded, byte[] leaf) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic.name(), partition, null, leaf);
        record.headers()
                .add("ce_specversion", ascii("1.0"))
                .add("ce_type", ascii("event"))
                .add("ce_time", ascii(recorded.toString()))
                .add(TopicRecord.POSITION, ascii(Long.toString(position)))
                .add(TopicRecord.PREVIOUS, ascii(Long.toString(previous)));
        return record;
    }

    public ProducerRecord<byte[], byte[]> progress(
            int partition, long told, long previous, Instant recorded) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(
                        topic.name(),
                        partition,
                        null,
                        ascii("{\"at\":\"%s\",\"size\":%d}".formatted(recorded, told)));
        record.headers()
                .add("ce_specversion", ascii("1.0"))
                .add("ce_type", ascii(TopicRecord.PROGRESS))
                .add(TopicRecord.PREVIOUS, ascii(Long.toString(previous)));
        return record;
    }

    public TestTopic send(ProducerRecord<byte[], byte[]> record) {
        producer.send(
                record,
                (_, failure) -> {
                    if (failure != null) {
                        failed = failure;
                    }
                });
        return this;
    }

    /** Once all that was sent is there. */
    public TestTopic flush() {
        producer.flush();
        if (failed != null) {
            throw new IllegalStateException(failed);
        }
        return this;
    }

    /** As an operator does whose topic is broken: the publisher makes it anew. */
    public void delete() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", topic.bootstrapServers()))) {
            admin.deleteTopics(List.of(topic.name())).all().get(30, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(UTF_8);
    }

    @Override
    public void close() {
        producer.close();
    }
}
