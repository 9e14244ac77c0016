package org.casualtyledger.api.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.casualtyledger.api.testing.TestKafka;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two processes that would publish, while events are appended without a pause. */
@Timeout(120)
class TwoPublishersTest {
    private static final Duration TAKEOVER = Duration.ofSeconds(20);

    private final TopicSettings settings = PublisherTest.settings(TestKafka.newTopic(), 4);
    private final Map<String, Process> processes = new HashMap<>();
    private final ScheduledExecutorService load = Executors.newSingleThreadScheduledExecutor();
    private TheatreLog log;
    private FaithfulReader reader;

    @BeforeEach
    void start() throws Exception {
        log = new TheatreLog();
        for (String name : new String[] {"one", "two"}) {
            processes.put(name, process(log.database(), name));
        }
        var unused =
                load.scheduleWithFixedDelay(
                        () -> log.appendMixed(40), 0, 20, TimeUnit.MILLISECONDS);
        reader = new FaithfulReader(settings);
    }

    private Process process(HikariDataSource database, String name) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty(
                                "surefire.test.class.path", System.getProperty("java.class.path")),
                        AnotherPublisher.class.getName(),
                        database.getJdbcUrl(),
                        TestKafka.servers(),
                        settings.name(),
                        name)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @AfterEach
    void stop() throws Exception {
        load.shutdown();
        load.awaitTermination(10, TimeUnit.SECONDS);
        for (Process process : processes.values()) {
            signal(process, "CONT");
            process.destroyForcibly().waitFor();
        }
        reader.close();
        log.close();
    }

    @Test
    void where_the_one_that_publishes_is_killed_the_other_goes_on_and_a_reader_misses_nothing()
            throws Exception {
        String first = publishing();
        reader.readTo(200);

        processes.get(first).destroyForcibly().waitFor();
        tookOver(first);

        allIsRead();
    }

    @Test
    void one_that_stood_still_and_wakes_again_does_no_harm() throws Exception {
        String first = publishing();
        reader.readTo(200);

        signal(processes.get(first), "STOP");
        String second = tookOver(first);
        signal(processes.get(first), "CONT");
        reader.readTo(log.size() + 400);
        assertThat(owner()).isEqualTo(second);

        processes.get(second).destroyForcibly().waitFor();
        assertThat(tookOver(second)).isEqualTo(first);

        allIsRead();
    }

    private String publishing() throws Exception {
        await().atMost(TAKEOVER).until(() -> !owner().isEmpty());
        return owner();
    }

    /** What was appended after the other one was lost is read. */
    private String tookOver(String lost) throws Exception {
        long before = System.nanoTime();
        reader.readTo(log.size() + 1);
        System.out.printf(
                "TwoPublishersTest: published again after %d ms%n",
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before));
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(TAKEOVER);
        assertThat(owner()).isNotEqualTo(lost);
        return owner();
    }

    private void allIsRead() throws Exception {
        load.shutdown();
        assertThat(load.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        reader.readTo(log.size());
        reader.readToEnds();
        reader.assertWhole(new CommittedLog(log.database()));
        System.out.printf(
                "TwoPublishersTest: %d events, %d records came twice%n",
                log.size(), reader.duplicates());
    }

    private String owner() throws Exception {
        try (Connection connection = log.database().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT owner FROM log.lease WHERE name = 'topic'")) {
            return row.next() ? row.getString(1) : "";
        }
    }

    private static void signal(Process process, String signal) throws Exception {
        new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start().waitFor();
    }
}
