package org.casualtyledger.api.topic;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.casualtyledger.api.eventlog.EventLog;
import org.casualtyledger.api.eventlog.PostgresEventLog;
import org.casualtyledger.api.lease.Lease;
import org.casualtyledger.events.topic.Partitions;

/** The main of a process that does nothing but publish, or wait to; until it is killed. */
final class AnotherPublisher {
    private AnotherPublisher() {}

    /**
     * @param args the database, Kafka, the topic, the name of this instance
     */
    public static void main(String[] args) throws Exception {
        try (HikariDataSource database = new HikariDataSource()) {
            database.setJdbcUrl(args[0]);
            database.setUsername("postgres");
            database.setMaximumPoolSize(5);
            TopicSettings settings =
                    new TopicSettings(
                            Map.of("bootstrap.servers", args[1]), args[2], new Partitions(4), 1);
            try (EventLog log = new PostgresEventLog(database);
                    Publisher publisher =
                            new Publisher(
                                    settings,
                                    "ledger.example/log",
                                    log,
                                    new CommittedLog(database),
                                    new Lease(database, "topic", args[3], Duration.ofSeconds(2)))) {
                publisher.start();
                new CountDownLatch(1).await();
            }
        }
    }
}
