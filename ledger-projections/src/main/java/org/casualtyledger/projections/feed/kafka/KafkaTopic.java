package org.casualtyledger.projections.feed.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.casualtyledger.edge.observe.EventTraces;
import org.casualtyledger.events.topic.TopicEntry;
import org.casualtyledger.events.topic.TopicRecord;
import org.casualtyledger.projections.feed.FeedBroken;
import org.casualtyledger.projections.feed.FeedUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the topic is, and how it is read.
 *
 * @param bootstrapServers {@code host:port}, several with commas between
 * @param partitions how many the topic has; a topic with another number is not read, for theatres
 *     would be sought where they are not
 * @param properties further settings of Kafka's client, for access to it
 * @param traces is told from which span an event came, where its record says so; empty where nobody
 *     wants to know
 */
public record KafkaTopic(
        String bootstrapServers,
        String name,
        int partitions,
        Map<String, String> properties,
        Optional<EventTraces> traces) {
    private static final Pattern SERVERS =
            Pattern.compile("[^\\s,]+:[0-9]{1,5}(\\s*,\\s*[^\\s,]+:[0-9]{1,5})*");

    /** Kafka's own rule for names. */
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

    /** How long a question to the brokers may take; beyond that they count as away. */
    static final Duration ANSWER = Duration.ofSeconds(5);

    /** Records that one poll hands over: as many as the events of a chunk. */
    private static final int POLLED = 4_096;

    /** How long closing may take: nothing is committed, so there is nothing to wait for. */
    private static final Duration CLOSE = Duration.ofMillis(100);

    private static final Logger LOG = LoggerFactory.getLogger(KafkaTopic.class);

    public KafkaTopic {
        if (!SERVERS.matcher(bootstrapServers).matches()) {
            throw new IllegalArgumentException(
                    "ledger.kafka.bootstrap-servers must be host:port, several with commas between,"
                            + " and is: "
                            + bootstrapServers);
        }
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("ledger.topic.name is no name for a topic: " + name);
        }
        if (partitions < 1) {
            throw new IllegalArgumentException(
                    "ledger.topic.partitions must be at least 1 and is " + partitions);
        }
        properties = Map.copyOf(properties);
        try {
            var unused = new ConsumerConfig(settings(bootstrapServers, properties, ANSWER, 1));
        } catch (ConfigException e) {
            throw new IllegalArgumentException("ledger.kafka.properties: " + e.getMessage(), e);
        }
    }

    /** One that nobody traces. */
    public KafkaTopic(
            String bootstrapServers, String name, int partitions, Map<String, String> properties) {
        this(bootstrapServers, name, partitions, properties, Optional.empty());
    }

    /** A record was read. */
    void trace(ConsumerRecord<byte[], byte[]> record, TopicEntry entry) {
        if (traces.isPresent() && entry instanceof TopicEntry.Event event) {
            Header header = record.headers().lastHeader(TopicRecord.TRACEPARENT);
            if (header != null && header.value() != null) {
                traces.get().arrived(event.position(), new String(header.value(), US_ASCII));
            }
        }
    }

    /**
     * A consumer of the topic, once it is known to be there with as many partitions as were stated.
     *
     * @param wait how long a broker holds a fetch for which it has nothing yet; reading elsewhere
     *     has to wait for it to end
     * @param fetchBytes at least so much room for what one partition answers at once; a broker
     *     sends a whole batch of records in any case
     * @throws FeedUnavailable if no broker answers, or the topic is not there yet
     * @throws FeedBroken if it has another number of partitions
     */
    Consumer<byte[], byte[]> consumer(Duration wait, int fetchBytes) {
        Consumer<byte[], byte[]> consumer = opened(wait, fetchBytes);
        try {
            int found = consumer.partitionsFor(name, ANSWER).size();
            if (found == 0) {
                throw new FeedUnavailable("there is no topic " + name + " yet");
            }
            if (found != partitions) {
                throw new FeedBroken(
                        "the topic "
                                + name
                                + " has "
                                + found
                                + " partitions, and ledger.topic.partitions says "
                                + partitions);
            }
            return consumer;
        } catch (KafkaException e) {
            close(consumer);
            throw new FeedUnavailable("Kafka does not answer", e);
        } catch (RuntimeException e) {
            close(consumer);
            throw e;
        }
    }

    private Consumer<byte[], byte[]> opened(Duration wait, int fetchBytes) {
        try {
            return new KafkaConsumer<>(settings(bootstrapServers, properties, wait, fetchBytes));
        } catch (KafkaException e) {
            throw new FeedUnavailable(
                    "Kafka does not answer", e); // names that do not resolve, mostly
        }
    }

    /** Ends a consumer, also on a thread that is being ended itself. */
    static void close(Consumer<byte[], byte[]> consumer) {
        boolean interrupted = Thread.interrupted();
        try {
            consumer.close(CloseOptions.timeout(CLOSE));
        } catch (KafkaException e) {
            LOG.debug("a consumer did not end well", e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Map<String, Object> settings(
            String servers, Map<String, String> properties, Duration wait, int fetchBytes) {
        Map<String, Object> settings = new HashMap<>(properties);
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLLED);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, fetchBytes);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) wait.toMillis());
        settings.putIfAbsent(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) ANSWER.toMillis());
        settings.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ANSWER.toMillis());
        settings.putIfAbsent(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        return settings;
    }

    /** Kafka's words for a partition. */
    TopicPartition partition(int partition) {
        return new TopicPartition(name, partition);
    }

    List<TopicPartition> all() {
        return IntStream.range(0, partitions).mapToObj(this::partition).toList();
    }
}
