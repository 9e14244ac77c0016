package org.casualtyledger.api.topic;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.casualtyledger.api.commands.LogOrigin;
import org.casualtyledger.api.eventlog.EventLog;
import org.casualtyledger.api.eventlog.LeafArchive;
import org.casualtyledger.api.eventlog.LogUnavailable;
import org.casualtyledger.api.lease.Lease;
import org.casualtyledger.edge.HealthPart;
import org.casualtyledger.edge.observe.EventTraces;
import org.casualtyledger.edge.observe.Traces;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Wires the publication of the log, where there is a Kafka to publish to.
 *
 * <p>Settings: {@code ledger.kafka.bootstrap-servers} where Kafka is; without it there is none.
 * {@code ledger.kafka.properties.*} goes to Kafka's clients as it stands. {@code
 * ledger.topic.publish} (default true) whether this instance may publish. {@code ledger.topic.name}
 * (default {@code casualty-ledger}), {@code ledger.topic.partitions} (default 8; never to be
 * changed for a topic), {@code ledger.topic.replication} (default 1; for a topic that has yet to be
 * made). {@code ledger.instance} names this process in the lease (default a new name each start).
 */
@Configuration(proxyBeanMethods = false)
public class TopicConfiguration {
    /**
     * How long nothing is published after a publisher was killed, at most; and longer than a slow
     * round trip to database and Kafka.
     */
    private static final Duration LEASE = Duration.ofSeconds(4);

    @Bean(initMethod = "start", destroyMethod = "close")
    @Conditional(Publishes.class)
    Publisher topicPublisher(
            @Qualifier("logDataSource") DataSource log,
            EventLog eventLog,
            LogOrigin origin,
            Traces traces,
            EventTraces traced,
            Environment environment) {
        String instance = environment.getProperty("ledger.instance", UUID.randomUUID().toString());
        return new Publisher(
                TopicSettings.of(environment),
                origin.name(),
                eventLog,
                new CommittedLog(log),
                new Lease(log, "topic", instance, LEASE),
                new PublicationTraces(traces, traced));
    }

    @Bean
    @Conditional(HasKafka.class)
    LeafArchive topicArchive(Environment environment) {
        return new TopicArchive(TopicSettings.of(environment));
    }

    /** Whether there is a Kafka. */
    static final class HasKafka implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !context.getEnvironment()
                    .getProperty(TopicSettings.BOOTSTRAP_SERVERS, "")
                    .isBlank();
        }
    }

    /** Whether this instance may publish. */
    static final class Publishes implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return new HasKafka().matches(context, metadata)
                    && context.getEnvironment()
                            .getProperty(TopicSettings.PUBLISH, Boolean.class, true);
        }
    }

    @Bean
    @Conditional(Publishes.class)
    HealthPart topicPublicationHealth(
            Publisher publisher, @Qualifier("logDataSource") DataSource log) {
        CommittedLog committed = new CommittedLog(log);
        return new HealthPart() {
            @Override
            public String name() {
                return "topicPublication";
            }

            @Override
            public Map<String, Object> read() {
                return health(publisher.published(), committed);
            }
        };
    }

    @Bean
    @Conditional(Publishes.class)
    TopicGauges topicGauges(Publisher publisher, @Qualifier("logDataSource") DataSource log) {
        return new TopicGauges(publisher, new CommittedLog(log));
    }

    private static Map<String, Object> health(Published published, CommittedLog log) {
        Map<String, Object> part = new LinkedHashMap<>();
        part.put("publishing", published.publishing());
        published.size().ifPresent(size -> part.put("published", size));
        published.fault().ifPresent(fault -> part.put("failed", fault));
        // Where another instance publishes, it is the one that knows.
        if (published.size().isPresent()
                && (published.publishing() || published.fault().isPresent())) {
            try {
                long age =
                        log.at(published.size().getAsLong())
                                .map(at -> Duration.between(at, Instant.now()).toMillis())
                                .orElse(0L);
                part.put("oldestUnpublishedMillis", Math.max(0, age));
            } catch (SQLException e) {
                throw LogUnavailable.store(e);
            }
        }
        return part;
    }
}
