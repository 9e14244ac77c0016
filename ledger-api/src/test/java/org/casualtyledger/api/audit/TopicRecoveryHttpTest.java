package org.casualtyledger.api.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.casualtyledger.api.testing.TestKafka;
import org.casualtyledger.api.testing.TestLedger;
import org.casualtyledger.api.testing.TestPostgres;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.OrganisationRegistered;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A database that was restored from an older backup gets back from Kafka what it lost. */
@Timeout(120)
class TopicRecoveryHttpTest {
    private static final int SIGNED = 120;
    private static final int UNSIGNED = 30;

    @TempDir private Path folder;
    private final HikariDataSource database = TestPostgres.database();
    private final String topic = TestKafka.newTopic();

    @AfterEach
    void close() {
        TestPostgres.drop(database);
    }

    private TestLedger ledger(String signEvery) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("ledger.audit.dir", folder.resolve("audit").toString());
        settings.put("ledger.audit.origin", "ledger.example/log");
        settings.put("ledger.audit.every", signEvery);
        settings.put("ledger.kafka.bootstrap-servers", TestKafka.servers());
        settings.put("ledger.topic.name", topic);
        settings.put("ledger.topic.partitions", "4");
        return new TestLedger(database.getJdbcUrl(), "postgres", "", settings);
    }

    @Test
    void what_was_signed_comes_back_from_the_topic_and_more_only_where_it_is_asked_for()
            throws Exception {
        publish();
        TamperedLog log = new TamperedLog(database);
        log.changing(() -> RowTampering.AN_OLDER_BACKUP.on(log, 80));

        try (TestLedger ledger = ledger("50ms")) {
            assertThat(log(ledger).path("held").asString()).contains("older than the journal");
            assertThat(recover(ledger, "?unsigned=true").status()).isEqualTo(400);

            TestLedger.Answer signed = recover(ledger, "?from=topic");
            assertThat(signed.json().toString())
                    .isEqualTo(
                            "{\"size\":%d,\"putBack\":%d,\"left\":%d}"
                                    .formatted(SIGNED, SIGNED - 80, UNSIGNED));
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () ->
                                    assertThat(topic(ledger).path("failed").asString())
                                            .contains("the database is older than the topic"));

            TestLedger.Answer rest = recover(ledger, "?from=topic&unsigned=true");
            assertThat(rest.json().path("size").asLong()).isEqualTo(SIGNED + UNSIGNED);
            assertThat(rest.json().path("putBack").asLong()).isEqualTo(UNSIGNED);

            append(ledger, 1);
            published(ledger, SIGNED + UNSIGNED + 1);
            await().untilAsserted(
                            () ->
                                    assertThat(log(ledger).at("/checkpoint/size").asLong())
                                            .isEqualTo(SIGNED + UNSIGNED + 1));
        }
    }

    /** The last events are in the topic before the signer comes round. */
    private void publish() {
        try (TestLedger ledger = ledger("50ms")) {
            append(ledger, SIGNED);
            await().untilAsserted(
                            () ->
                                    assertThat(log(ledger).at("/checkpoint/size").asLong())
                                            .isEqualTo(SIGNED));
        }
        try (TestLedger ledger = ledger("1h")) {
            append(ledger, UNSIGNED);
            published(ledger, SIGNED + UNSIGNED);
        }
    }

    @Test
    void a_topic_with_another_history_recovers_nothing() throws Exception {
        publish();
        TamperedLog log = new TamperedLog(database);
        log.changing(
                () -> {
                    RowTampering.AN_OLDER_BACKUP.on(log, 80);
                    RowTampering.A_LEAF_WITH_ITS_HASH.on(log, 79);
                    log.makeConsistent();
                });

        try (TestLedger ledger = ledger("50ms")) {
            TestLedger.Answer refused = recover(ledger, "?from=topic");
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.json().path("detail").asString())
                    .contains("another event at position 79");
            assertThat(log.size()).isEqualTo(80);
        }
    }

    private static void append(TestLedger ledger, int events) {
        String[] theatres = {"SYR", "UKR", "IRQ", "ALL"};
        for (int i = 0; i < events; i++) {
            ledger.append(
                    "operator",
                    theatres[i % theatres.length],
                    new OrganisationRegistered(new OrganisationId("o" + i), "A name (synthetic)"));
        }
    }

    private static TestLedger.Answer recover(TestLedger ledger, String query) {
        return ledger.post("/v1/log/recovery" + query, TestLedger.OPERATOR_KEY, "");
    }

    private static JsonNode log(TestLedger ledger) {
        return ledger.get("/v1/log", TestLedger.OPERATOR_KEY).json();
    }

    private static void published(TestLedger ledger, long size) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(topic(ledger).path("published").asLong()).isEqualTo(size));
    }

    private static JsonNode topic(TestLedger ledger) {
        return ledger.get("/v1/health", "").json().path("topicPublication");
    }
}
