package org.casualtyledger.api.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.casualtyledger.api.testing.TestPostgres;
import org.casualtyledger.events.merkle.Frontier;
import org.casualtyledger.events.merkle.Merkle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two instances in two processes on one database. */
@Timeout(120)
class TwoProcessesTest {

    private static final int EACH = 2_000;

    @Test
    void two_processes_that_append_at_once_leave_no_gap_lose_nothing_and_agree_on_conditions()
            throws Exception {
        try (HikariDataSource database = TestPostgres.database("log");
                EventLog log = new PostgresEventLog(database)) {
            CountDownLatch grown = new CountDownLatch(1);
            Process other = start(database.getJdbcUrl());
            try (BufferedReader said = reader(other)) {
                assertThat(said.readLine()).isEqualTo("ready");
                try (EventLog.Watch _ = log.watch(grown::countDown)) {
                    other.outputWriter().append('\n').flush();
                    long ours = AnotherInstance.append(log, "ours", EACH);
                    long theirs = Long.parseLong(said.readLine().replace("acknowledged ", ""));

                    assertThat(ours + theirs).isEqualTo(EACH);
                    assertThat(tagged(log, "ours")).isEqualTo(ours);
                    assertThat(tagged(log, "theirs")).isEqualTo(theirs);
                    assertWhole(log);
                    assertThat(grown.await(10, TimeUnit.SECONDS)).isTrue();
                }
                assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
            } finally {
                other.destroyForcibly();
            }
        }
    }

    @Test
    void a_watcher_hears_of_what_another_process_appends() throws Exception {
        try (HikariDataSource database = TestPostgres.database("log");
                EventLog log = new PostgresEventLog(database);
                EventLog other = new PostgresEventLog(database)) {
            CountDownLatch grown = new CountDownLatch(1);
            try (EventLog.Watch _ = log.watch(grown::countDown)) {
                other.append(Append.of(Events.about("a"))).join();
                assertThat(grown.await(10, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    private static Process start(String url) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        return new ProcessBuilder(
                        java,
                        "-cp",
                        classPath,
                        AnotherInstance.class.getName(),
                        url,
                        "theirs",
                        String.valueOf(EACH))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** The process's own lines, without those of logging. */
    private static BufferedReader reader(Process process) {
        return new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
            @Override
            public String readLine() throws java.io.IOException {
                String line = super.readLine();
                while (line != null && !line.equals("ready") && !line.startsWith("acknowledged ")) {
                    line = super.readLine();
                }
                return line;
            }
        };
    }

    private static int tagged(EventLog log, String name) {
        Set<Long> positions = new HashSet<>();
        List<Criterion> criteria = List.of(Criterion.tagged(Events.tag(name)));
        for (List<StoredEvent> page = log.readMatching(criteria, 0, 1_000).events();
                !page.isEmpty();
                page = log.readMatching(criteria, page.getLast().position() + 1, 1_000).events()) {
            page.forEach(event -> positions.add(event.position()));
        }
        return positions.size();
    }

    private static void assertWhole(EventLog log) {
        Frontier frontier = Frontier.empty();
        Instant at = Instant.EPOCH;
        for (List<StoredEvent> page = log.read(0, 1_000);
                !page.isEmpty();
                page = log.read(frontier.size(), 1_000)) {
            for (StoredEvent event : page) {
                assertThat(event.position()).isEqualTo(frontier.size());
                assertThat(event.at()).isAfterOrEqualTo(at);
                at = event.at();
                frontier = frontier.append(Merkle.leafHash(event.leaf()));
            }
        }
        assertThat(log.head().size()).isEqualTo(EACH);
        assertThat(log.head().frontier()).isEqualTo(frontier);
    }
}
