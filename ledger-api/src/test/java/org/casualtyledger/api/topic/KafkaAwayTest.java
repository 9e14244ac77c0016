package org.casualtyledger.api.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.casualtyledger.api.lease.Lease;
import org.casualtyledger.api.testing.KafkaProcess;
import org.casualtyledger.api.testing.TestKafka;
import org.casualtyledger.events.topic.Partitions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A Kafka that is not there, is killed, and comes back. */
@Timeout(120)
class KafkaAwayTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @Test
    void events_are_appended_while_kafka_is_away_and_published_in_order_when_it_is_back()
            throws Exception {
        try (KafkaProcess kafka = new KafkaProcess();
                TheatreLog log = new TheatreLog()) {
            TopicSettings settings =
                    new TopicSettings(
                            Map.of("bootstrap.servers", kafka.servers()),
                            TestKafka.newTopic(),
                            new Partitions(4),
                            1);
            log.appendMixed(100);
            try (Publisher publisher =
                    new Publisher(
                            settings,
                            "ledger.example/log",
                            log.log(),
                            new CommittedLog(log.database()),
                            new Lease(log.database(), "topic", "test", Duration.ofSeconds(4)))) {
                publisher.start();
                await().atMost(PATIENCE).until(() -> publisher.published().fault().isPresent());
                log.appendMixed(100);

                kafka.start();
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(size(publisher)).isEqualTo(200));
                kafka.kill();
                log.appendMixed(1_000);
                await().atMost(PATIENCE).until(() -> publisher.published().fault().isPresent());
                assertThat(size(publisher)).isLessThan(log.size());

                kafka.start();
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(size(publisher)).isEqualTo(1_200));
                try (FaithfulReader reader = new FaithfulReader(settings)) {
                    reader.readTo(1_200);
                    reader.assertWhole(new CommittedLog(log.database()));
                }
            }
        }
    }

    private static long size(Publisher publisher) {
        return publisher.published().size().orElse(-1);
    }
}
