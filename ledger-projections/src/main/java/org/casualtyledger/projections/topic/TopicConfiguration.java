package org.casualtyledger.projections.topic;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.casualtyledger.edge.OpenApiFragment;
import org.casualtyledger.projections.feed.Feed;
import org.casualtyledger.projections.feed.LogKey;
import org.casualtyledger.projections.feed.SignedLog;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * The slice's beans, where there is a topic. Wants from its wiring the topic and the log.
 *
 * <p>Settings: {@code ledger.topic.check} (default true); {@code ledger.topic.check-idle} how long
 * to wait when nothing new was signed or published (default 500 ms); {@code
 * ledger.topic.check-late} how long the topic may lack what was signed before its health says so
 * (default one minute).
 */
@Configuration(proxyBeanMethods = false)
@Conditional(TopicConfiguration.IsChecked.class)
public class TopicConfiguration {
    /** What is compared. */
    public interface Compared {
        /** All of the topic. */
        Feed topic();

        /** All of the log. */
        Feed log();
    }

    /** Where Kafka is known, and nobody said that another deployment checks. */
    static final class IsChecked implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            Environment environment = context.getEnvironment();
            return !environment.getProperty("ledger.kafka.bootstrap-servers", "").isBlank()
                    && environment.getProperty("ledger.topic.check", Boolean.class, true);
        }
    }

    @Bean
    TopicCheck topicCheck(
            @Qualifier("readDataSource") DataSource read,
            @Qualifier("logDataSource") DataSource log,
            Compared compared,
            LogKey key,
            Environment environment) {
        TopicTable table = new TopicTable(read);
        table.migrate();
        return new TopicCheck(
                table,
                compared.topic(),
                compared.log(),
                new SignedLog(log),
                key,
                environment.getProperty("ledger.instance", UUID.randomUUID().toString()),
                environment.getProperty(
                        "ledger.topic.check-late", Duration.class, Duration.ofMinutes(1)),
                Clock.systemUTC());
    }

    @Bean
    TopicCheckLifecycle topicCheckLifecycle(TopicCheck check, Environment environment) {
        return new TopicCheckLifecycle(
                check,
                environment.getProperty(
                        "ledger.topic.check-idle", Duration.class, Duration.ofMillis(500)));
    }

    @Bean
    TopicCheckHealth topicCheckHealth(TopicCheck check) {
        return new TopicCheckHealth(check);
    }

    @Bean
    TopicCheckGauges topicCheckGauges(TopicCheck check) {
        return new TopicCheckGauges(check);
    }

    @Bean
    TopicController topicController(TopicCheck check) {
        return new TopicController(check);
    }

    @Bean
    OpenApiFragment topicCheckInOpenApi() {
        return new OpenApiFragment("/openapi/topic-check.yaml");
    }
}
