package org.casualtyledger.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.casualtyledger.api.testing.TestKafka;
import org.casualtyledger.api.testing.TestLedger;
import org.casualtyledger.api.testing.TestPostgres;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.ReportSubmitted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Two instances of the write side over one database and one Kafka. */
@Timeout(120)
class TwoInstancesHttpTest {
    private static final int SUBMITTERS = 64;
    private static final int EACH = 10;

    @TempDir private Path folder;
    private final String topic = TestKafka.newTopic();

    @Test
    void of_many_who_submit_to_two_instances_everybody_gets_a_position_of_its_own()
            throws Exception {
        try (HikariDataSource database = TestPostgres.database();
                TestLedger one = instance(database, "one");
                TestLedger two = instance(database, "two")) {
            String key = one.organisation("sample-monitor", "submit");
            long before = log(one, "size");

            List<Long> positions = submit(List.of(one, two), key);

            int submitted = SUBMITTERS * EACH;
            assertThat(positions.stream().sorted().mapToLong(Long::longValue).toArray())
                    .isEqualTo(LongStream.range(before, before + submitted).toArray());
            List<String> stored =
                    one.events(before).stream().map(TwoInstancesHttpTest::externalId).toList();
            assertThat(stored).hasSize(submitted).doesNotHaveDuplicates();
            assertThat(two.events(before).stream().map(TwoInstancesHttpTest::externalId).toList())
                    .isEqualTo(stored);
            assertThat(stored.stream().filter(id -> id.endsWith("-0")).count())
                    .as("of the first instance")
                    .isEqualTo(submitted / 2);
            whole(one, two, before + submitted);
        }
    }

    /** The second one has the first one's key and begins with a copy of its journal. */
    private TestLedger instance(HikariDataSource database, String name) throws Exception {
        Path audit = Files.createDirectory(folder.resolve(name));
        Path first = folder.resolve("one");
        if (!audit.equals(first)) {
            for (String file : List.of("log.key", "log.vkey", "journal")) {
                Files.copy(first.resolve(file), audit.resolve(file));
            }
        }
        return new TestLedger(
                database.getJdbcUrl(),
                "postgres",
                "",
                Map.of(
                        "ledger.instance",
                        name,
                        "ledger.audit.dir",
                        audit.toString(),
                        "ledger.audit.origin",
                        "ledger.example/log",
                        "ledger.kafka.bootstrap-servers",
                        TestKafka.servers(),
                        "ledger.topic.name",
                        topic,
                        "ledger.topic.partitions",
                        "4"));
    }

    private static List<Long> submit(List<TestLedger> instances, String key) throws Exception {
        try (ExecutorService submitters = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Long>>> all = new ArrayList<>();
            for (int i = 0; i < SUBMITTERS; i++) {
                int submitter = i;
                all.add(
                        submitters.submit(
                                () -> submit(instances.get(submitter % 2), key, submitter)));
            }
            List<Long> positions = new ArrayList<>();
            for (Future<List<Long>> one : all) {
                positions.addAll(one.get());
            }
            return positions;
        }
    }

    private static List<Long> submit(TestLedger instance, String key, int submitter) {
        List<Long> positions = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            String externalId = "%d-%d-%d".formatted(submitter, i, submitter % 2);
            TestLedger.Answer answer = instance.post("/v1/reports", key, report(externalId));
            assertThat(answer.status()).as(answer.json().toString()).isEqualTo(201);
            positions.add(answer.json().path("position").asLong());
        }
        return positions;
    }

    private static String externalId(RecordedEvent event) {
        return ((ReportSubmitted) event.event()).externalId();
    }

    /** The one that signs and the one that publishes have come to the end of the log. */
    private static void whole(TestLedger one, TestLedger two, long size) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> {
                            assertThat(
                                            Math.max(
                                                    published(one).path("published").asLong(),
                                                    published(two).path("published").asLong()))
                                    .isEqualTo(size);
                            assertThat(
                                            List.of(
                                                    published(one).path("publishing").asBoolean(),
                                                    published(two).path("publishing").asBoolean()))
                                    .containsExactlyInAnyOrder(true, false);
                            assertThat(
                                            one.get("/v1/log", TestLedger.OPERATOR_KEY)
                                                    .json()
                                                    .at("/checkpoint/size")
                                                    .asLong())
                                    .isEqualTo(size);
                        });
    }

    private static JsonNode published(TestLedger ledger) {
        return ledger.get("/v1/health", "").json().path("topicPublication");
    }

    private static long log(TestLedger ledger, String field) {
        return ledger.get("/v1/log", TestLedger.OPERATOR_KEY).json().path(field).asLong();
    }

    private static String report(String externalId) {
        return """
               {"externalId": "%s", "claim": {
                 "kind": "incident",
                 "when": {"from": "2017-06-03", "to": "2017-06-03", "precision": "day"},
                 "where": [{"name": "Sample Town", "country": "Syria", "precision": "exact"}],
                 "harm": {"killed": {"civilians": {"total": {"min": 2, "max": 3}}}},
                 "sources": [{"publisher": "Sample Wire"}]}}
               """
                .formatted(externalId);
    }
}
