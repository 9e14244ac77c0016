package org.casualtyledger.standalone.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.casualtyledger.events.topic.TopicRecord;

/** What nobody but the publisher is to write into the topic. */
final class Planted {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Planted() {}

    /** A progress record that tells of an event that was never there. */
    static void hole(String servers, int partition, long logSize) throws Exception {
        long size = logSize + 1_000_000;
        String at = "2026-11-22T06:00:00.000Z";
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(
                        Deployment.TOPIC,
                        partition,
                        null,
                        "{\"at\":\"%s\",\"size\":%d}".formatted(at, size).getBytes(UTF_8));
        Map.of(
                        TopicRecord.SPEC_VERSION,
                        "1.0",
                        TopicRecord.ID,
                        UUID.randomUUID().toString(),
                        TopicRecord.SOURCE,
                        "ledger.example/log",
                        TopicRecord.TYPE,
                        TopicRecord.PROGRESS,
                        TopicRecord.TIME,
                        at,
                        TopicRecord.CONTENT_TYPE,
                        "application/json",
                        TopicRecord.PREVIOUS,
                        Long.toString(size - 1))
                .forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        send(servers, List.of(record));
    }

    /**
     * The latest events of each partition once more, the last of them first.
     *
     * @param count of each partition, at most
     * @return how many
     */
    static int copies(String servers, int count) throws Exception {
        List<ProducerRecord<byte[], byte[]>> copies = new ArrayList<>();
        for (int partition = 0; partition < Deployment.PARTITIONS; partition++) {
            List<ConsumerRecord<byte[], byte[]>> events = events(servers, partition);
            events.reversed().stream().limit(count).map(Planted::copy).forEach(copies::add);
        }
        send(servers, copies);
        return copies.size();
    }

    private static ProducerRecord<byte[], byte[]> copy(ConsumerRecord<byte[], byte[]> record) {
        return new ProducerRecord<>(
                record.topic(), record.partition(), record.key(), record.value(), record.headers());
    }

    /** All that a partition holds now. */
    private static List<ConsumerRecord<byte[], byte[]>> events(String servers, int partition) {
        TopicPartition from = new TopicPartition(Deployment.TOPIC, partition);
        List<ConsumerRecord<byte[], byte[]>> events = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", servers),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            consumer.assign(List.of(from));
            consumer.seekToBeginning(List.of(from));
            long end = consumer.endOffsets(List.of(from)).get(from);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (consumer.position(from) < end && System.nanoTime() < deadline) {
                for (ConsumerRecord<byte[], byte[]> record :
                        consumer.poll(Duration.ofMillis(200)).records(from)) {
                    if (record.headers().lastHeader(TopicRecord.POSITION) != null) {
                        events.add(record);
                    }
                }
            }
        }
        return events;
    }

    /** In this order; returns once all are there. */
    private static void send(String servers, List<ProducerRecord<byte[], byte[]>> records)
            throws Exception {
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", servers),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            for (ProducerRecord<byte[], byte[]> record : records) {
                producer.send(record).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        }
    }
}
