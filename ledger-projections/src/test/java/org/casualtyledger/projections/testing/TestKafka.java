package org.casualtyledger.projections.testing;

import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.kafka.test.EmbeddedKafkaBroker;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** One broker for all tests of a JVM, and names for topics that no other test has. */
public final class TestKafka {
    /** Ends with the JVM, which also takes its folder away. */
    private static final EmbeddedKafkaBroker BROKER = broker();

    private static final AtomicInteger TOPICS = new AtomicInteger();

    private TestKafka() {}

    public static String servers() {
        return BROKER.getBrokersAsString();
    }

    /** A new topic. */
    public static TestTopic topic(int partitions) {
        return new TestTopic(servers(), "log-" + TOPICS.incrementAndGet(), partitions);
    }

    /** One more, that a test may stop. */
    public static EmbeddedKafkaBroker broker() {
        EmbeddedKafkaBroker broker =
                new EmbeddedKafkaKraftBroker(1, 1)
                        .brokerProperty("auto.create.topics.enable", "false");
        broker.afterPropertiesSet();
        return broker;
    }
}
