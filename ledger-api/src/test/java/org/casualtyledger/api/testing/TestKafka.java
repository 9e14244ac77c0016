package org.casualtyledger.api.testing;

import java.util.UUID;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/**
 * One Kafka for all tests of a JVM, and a topic of its own for whoever asks. It ends with the JVM,
 * which deletes its folders.
 */
public final class TestKafka {
    private static EmbeddedKafkaKraftBroker broker;

    private TestKafka() {}

    /** Where it is; starts it the first time. */
    public static synchronized String servers() {
        if (broker == null) {
            broker = new EmbeddedKafkaKraftBroker(1, 1);
            // As in production: topics are made by the publisher, and by nobody's asking.
            broker.brokerProperty("auto.create.topics.enable", "false");
            broker.afterPropertiesSet();
        }
        return broker.getBrokersAsString();
    }

    /** The name of a topic that nobody has used. */
    public static String newTopic() {
        return "test-" + UUID.randomUUID();
    }
}
