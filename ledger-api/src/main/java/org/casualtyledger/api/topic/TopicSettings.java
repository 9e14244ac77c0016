package org.casualtyledger.api.topic;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.casualtyledger.events.topic.Partitions;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Where the log is published.
 *
 * @param client what every Kafka client of ours is told: where Kafka is, and how to speak to it
 * @param name of the topic
 * @param replication copies of each record; asked for where the topic has to be made
 */
record TopicSettings(
        Map<String, String> client, String name, Partitions partitions, int replication) {
    static final String BOOTSTRAP_SERVERS = "ledger.kafka.bootstrap-servers";
    static final String PUBLISH = "ledger.topic.publish";

    /** Buffers grow with partitions; and there are fewer wars than this to keep apart. */
    static final int MOST_PARTITIONS = 64;

    /**
     * Holds what is written to one partition at a time, with room to spare, so that Kafka takes or
     * refuses it as a whole; see {@link TopicWriter}.
     */
    static final int BATCH_BYTES = 1 << 20;

    /** More than one batch, as the topic accepts it; a leaf alone has at most 65,535 bytes. */
    static final int MOST_MESSAGE_BYTES = 2 * BATCH_BYTES;

    /** A whole burst in one request. */
    private static final int REQUEST_BYTES = MOST_PARTITIONS * BATCH_BYTES;

    /** How long one question to Kafka may take: two make a lease's term. */
    private static final int ANSWER_WITHIN_MILLIS = 2_000;

    /**
     * How long one request of records may take; within {@link TopicWriter}'s patience it is sent
     * again.
     */
    private static final int ACKNOWLEDGE_WITHIN_MILLIS = 4_000;

    private static final int FETCH_WITHIN_MILLIS = 20;

    TopicSettings {
        client = Map.copyOf(client);
        if (!name.matches("[A-Za-z0-9._-]{1,249}") || name.matches("[.]{1,2}")) {
            throw new IllegalStateException(
                    "ledger.topic.name is no name of a topic: letters, digits, '.', '_' and '-', at most 249");
        }
        if (partitions.count() > MOST_PARTITIONS) {
            throw new IllegalStateException(
                    "ledger.topic.partitions is %d; at most %d"
                            .formatted(partitions.count(), MOST_PARTITIONS));
        }
        if (replication < 1 || replication > Short.MAX_VALUE) {
            throw new IllegalStateException(
                    "ledger.topic.replication is %d; a record has one copy at least"
                            .formatted(replication));
        }
    }

    static TopicSettings of(Environment environment) {
        Map<String, String> client =
                new HashMap<>(
                        Binder.get(environment)
                                .bind(
                                        "ledger.kafka.properties",
                                        Bindable.mapOf(String.class, String.class))
                                .orElse(Map.of()));
        client.put(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                environment.getRequiredProperty(BOOTSTRAP_SERVERS));
        int partitions = number(environment, "ledger.topic.partitions", 8);
        if (partitions < 1) {
            throw new IllegalStateException(
                    "ledger.topic.partitions is " + partitions + "; a topic has one at least");
        }
        return new TopicSettings(
                client,
                environment.getProperty("ledger.topic.name", "casualty-ledger"),
                new Partitions(partitions),
                number(environment, "ledger.topic.replication", 1));
    }

    private static int number(Environment environment, String name, int otherwise) {
        String text = environment.getProperty(name, "").strip();
        try {
            return text.isEmpty() ? otherwise : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalStateException(name + " is no whole number: " + text, e);
        }
    }

    /**
     * One request in flight, and none that is given up by the client on its own: of two batches of
     * a partition, the later one must never be written where the earlier one was not. How long
     * Kafka may take is {@link TopicWriter}'s to say, which closes the producer.
     */
    Map<String, Object> producer() {
        Map<String, Object> properties = every();
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, ACKNOWLEDGE_WITHIN_MILLIS);
        properties.put(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        // A batch goes out when TopicWriter says so, and not before.
        properties.put(
                ProducerConfig.LINGER_MS_CONFIG, Integer.MAX_VALUE - ACKNOWLEDGE_WITHIN_MILLIS);
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        properties.put(
                ProducerConfig.BUFFER_MEMORY_CONFIG, (partitions.count() + 2L) * BATCH_BYTES);
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, REQUEST_BYTES);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, ANSWER_WITHIN_MILLIS);
        return properties;
    }

    Map<String, Object> consumer() {
        Map<String, Object> properties = every();
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        // What is asked for is there: a fetch that waits at one partition's end keeps the next
        // partition waiting.
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WITHIN_MILLIS);
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MILLIS);
        return properties;
    }

    Map<String, Object> admin() {
        Map<String, Object> properties = every();
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MILLIS);
        return properties;
    }

    private Map<String, Object> every() {
        Map<String, Object> properties = new HashMap<>(client);
        properties.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MILLIS);
        properties.putIfAbsent(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
        return properties;
    }

    /**
     * What the topic has to be: everything is kept for ever, because a reader may begin at the
     * first event, under its recorded time, by which it is found.
     */
    Map<String, String> topicConfig() {
        return Map.of(
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                TimestampType.CREATE_TIME.name,
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                "-1",
                TopicConfig.RETENTION_BYTES_CONFIG,
                "-1",
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                String.valueOf(MOST_MESSAGE_BYTES),
                TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                replication >= 3 ? "2" : "1");
    }
}
