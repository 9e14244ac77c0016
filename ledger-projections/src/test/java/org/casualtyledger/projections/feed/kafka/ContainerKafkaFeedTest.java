package org.casualtyledger.projections.feed.kafka;

import com.github.dockerjava.api.exception.NotFoundException;
import java.time.Instant;
import java.util.Set;
import org.casualtyledger.projections.feed.Feed;
import org.casualtyledger.projections.feed.FeedContract;
import org.casualtyledger.projections.feed.FeedEvent;
import org.casualtyledger.projections.testing.TestTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/**
 * The contract once more on a broker in a container, as a deployment has it; skipped, visibly,
 * where no engine answers.
 */
class ContainerKafkaFeedTest extends FeedContract {
    private static final String IMAGE = "apache/kafka:4.3.1";
    private static final int PARTITIONS = 8;
    private static KafkaContainer server;
    private static int topics;

    private TestTopic topic;
    private Scout scout;
    private MergedFeed feed;

    @BeforeAll
    static void start() {
        Assumptions.assumeTrue(
                DockerClientFactory.instance().isDockerAvailable(),
                "no Docker engine answers: the feed's contract ran on embedded Kafka only");
        Assumptions.assumeTrue(
                hasImage(),
                "the engine has no image "
                        + IMAGE
                        + ": the feed's contract ran on embedded Kafka only");
        server = new KafkaContainer(IMAGE);
        server.start();
    }

    private static boolean hasImage() {
        try {
            DockerClientFactory.instance().client().inspectImageCmd(IMAGE).exec();
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.stop();
        }
    }

    @BeforeEach
    void open() {
        topic = new TestTopic(server.getBootstrapServers(), "log-" + topics++, PARTITIONS);
        scout = new Scout(topic.topic());
        feed = new MergedFeed(topic.topic(), scout, ContainerKafkaFeedTest::belongs, _ -> true);
    }

    @AfterEach
    void close() {
        feed.close();
        scout.close();
        topic.close();
    }

    private static Set<Integer> belongs(FeedEvent event) {
        return belongs(event.position());
    }

    private static Set<Integer> belongs(long position) {
        return position % 5 == 4
                ? Set.of(0, 1, 2, 3, 4, 5, 6, 7)
                : Set.of((int) (position % PARTITIONS));
    }

    @Override
    protected void append(Instant at, byte[] leaf) {
        topic.append(at, leaf, belongs(topic.size())).flush();
    }

    @Override
    protected Feed feed() {
        return feed;
    }
}
