package org.casualtyledger.projections.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.casualtyledger.counting.Given.claim;
import static org.casualtyledger.counting.Given.submitted;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.casualtyledger.counting.CountedHistory;
import org.casualtyledger.counting.Methodologies;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.projections.testing.ReadSideOverHttp;
import org.casualtyledger.projections.testing.TestKafka;
import org.casualtyledger.projections.testing.TestSigner;
import org.casualtyledger.projections.testing.TestTopic;
import org.casualtyledger.projections.testing.TheatreHistories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The read side as it is wired in production, with Kafka. */
class TopicOverHttpTest {
    private final List<RecordedEvent> history = TheatreHistories.history(new Random(23), 90);

    @TempDir private Path folder;

    private Map<String, String> settings(TestTopic topic, TestSigner signer) {
        return new HashMap<>(
                Map.of(
                        "ledger.log.verifier-key", signer.key.verifier().toString(),
                        "ledger.kafka.bootstrap-servers", topic.topic().bootstrapServers(),
                        "ledger.topic.name", topic.topic().name(),
                        "ledger.topic.partitions", "4",
                        "ledger.topic.check-idle", "20ms"));
    }

    /** An altered record is folded before the checker sees it; a replay of the log mends that. */
    @Test
    void an_altered_record_is_named_and_a_replay_of_the_log_mends_what_it_did() throws Exception {
        TestSigner signer = new TestSigner(folder);
        try (TestTopic topic = TestKafka.topic(4)) {
            Map<String, String> settings = settings(topic, signer);
            settings.put("ledger.feed", "kafka");
            settings.put("ledger.replays.feed", "log");
            List<RecordedEvent> reports =
                    IntStream.range(0, 90).mapToObj(i -> report(i, 5)).toList();
            byte[] altered = EventCodec.encode(report(50, 500));
            topic.publish(reports.subList(0, 50));
            topic.append(reports.get(50).at(), altered, topic.partitions(altered));
            topic.publish(reports.subList(51, 90));
            try (ReadSideOverHttp side = new ReadSideOverHttp(settings)) {
                side.log.append(reports);
                assertThat(side.json("/v1/tallies").path("position").asLong()).isEqualTo(89);
                signer.sign(side.database, 90);

                JsonNode fault = until(side, "/v1/topic", "/fault/position", 50);
                assertThat(fault.at("/fault/reason").asString("")).contains("50 was altered");
                JsonNode health = parsed(side.get("/v1/health"));
                assertThat(health.path("status").asString("")).isEqualTo("degraded");
                assertThat(health.at("/topicCheck/failed/position").asLong()).isEqualTo(50);

                String replay = begun(side);
                JsonNode comparison = caughtUp(side, replay).path("comparison");
                assertThat(comparison.path("agrees").asBoolean()).isFalse();
                assertThat(comparison.at("/replay/tallyDigest").asString(""))
                        .isEqualTo(counted(reports).tallyDigest());
                HttpResponse<String> published =
                        side.send("POST", replay + "/publication?differs=accept", "");
                assertThat(published.statusCode()).as(published.body()).isEqualTo(200);
                assertThat(caughtUp(side, begun(side)).at("/comparison/agrees").asBoolean())
                        .as("what is live now is what the log says")
                        .isTrue();
                assertThat(parsed(side.get("/v1/topic")).at("/fault/position").asLong())
                        .as("a publication is no mending")
                        .isEqualTo(50);
                parsed(side.send("POST", "/v1/topic/resumption", ""));
                until(side, "/v1/topic", "/fault/position", 50); // nobody mended it
            }
        }
    }

    @Test
    void tallies_stop_before_a_missing_record_and_go_on_once_the_topic_is_made_anew()
            throws Exception {
        TestTopic topic = TestKafka.topic(4);
        topic.publish(history.subList(0, 50));
        byte[] missing = EventCodec.encode(history.get(50));
        topic.skip(history.get(50).at(), topic.partitions(missing));
        topic.publish(history.subList(51, 90)).close();

        assertStopsAt50AndGoesOnOnceMadeAnew(topic, 4);
    }

    /** As a broker or a publisher does that sends again what it has sent. */
    @Test
    void records_that_stand_there_again_change_no_figure() throws Exception {
        TestSigner signer = new TestSigner(folder);
        try (TestTopic topic = TestKafka.topic(4)) {
            topic.publish(history.subList(0, 50)).again(49).again(30).again(10).again(20);
            topic.publish(history.subList(50, 90)).again(89).flush();
            Map<String, String> settings = settings(topic, signer);
            settings.put("ledger.feed", "kafka");
            settings.put("ledger.replays.feed", "log");
            try (ReadSideOverHttp side = new ReadSideOverHttp(settings)) {
                side.log.append(history);
                signer.sign(side.database, 90);

                assertCountedOnce(side);
            }
        }
    }

    @Test
    void tallies_stop_before_records_in_another_order_and_go_on_once_the_topic_is_made_anew()
            throws Exception {
        TestTopic topic = TestKafka.topic(1);
        topic.publish(history.subList(0, 50));
        byte[] late = EventCodec.encode(history.get(50));
        topic.skip(history.get(50).at(), Set.of(0));
        topic.append(history.get(51).at(), EventCodec.encode(history.get(51)), Set.of(0));
        topic.send(topic.event(0, 50, 49, history.get(50).at(), late));
        topic.publish(history.subList(52, 90)).close();

        assertStopsAt50AndGoesOnOnceMadeAnew(topic, 1);
    }

    private void assertStopsAt50AndGoesOnOnceMadeAnew(TestTopic topic, int partitions)
            throws Exception {
        TestSigner signer = new TestSigner(folder);
        Map<String, String> settings = settings(topic, signer);
        settings.put("ledger.topic.partitions", Integer.toString(partitions));
        settings.put("ledger.feed", "kafka");
        settings.put("ledger.replays.feed", "log");
        try (ReadSideOverHttp side = new ReadSideOverHttp(settings)) {
            side.log.append(history);
            signer.sign(side.database, 90);
            until(side, "/v1/topic", "/fault/position", 50);
            assertThat(parsed(side.get("/v1/tallies")).path("position").asLong())
                    .isLessThanOrEqualTo(49);

            topic.delete();
            try (TestTopic again =
                    new TestTopic(TestKafka.servers(), topic.topic().name(), partitions)) {
                again.publish(history);
                parsed(side.send("POST", "/v1/topic/resumption", ""));
                assertCountedOnce(side);
            }
        }
    }

    @Test
    void while_kafka_is_away_a_replay_from_it_is_refused_for_now() throws Exception {
        TestSigner signer = new TestSigner(folder);
        try (TestTopic topic = TestKafka.topic(4)) {
            Map<String, String> settings = settings(topic, signer);
            settings.put("ledger.kafka.bootstrap-servers", "127.0.0.1:1");
            settings.put("ledger.replays.feed", "kafka");
            try (ReadSideOverHttp side = new ReadSideOverHttp(settings)) {
                HttpResponse<String> refused = side.send("POST", "/v1/replays", "");

                assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
                assertThat(refused.body()).contains("does not answer");
                assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            }
        }
    }

    @Test
    void a_replay_from_kafka_has_the_digests_of_one_from_the_log() throws Exception {
        TestSigner signer = new TestSigner(folder);
        try (TestTopic topic = TestKafka.topic(4)) {
            topic.publish(history);
            Map<String, String> settings = settings(topic, signer);
            settings.put("ledger.replays.feed", "kafka");
            try (ReadSideOverHttp side = new ReadSideOverHttp(settings)) {
                side.log.append(history);
                side.json("/v1/tallies");
                signer.sign(side.database, 40);
                signer.sign(side.database, 90);
                JsonNode replay = caughtUp(side, begun(side));

                assertThat(replay.at("/comparison/agrees").asBoolean()).isTrue();
                assertThat(replay.at("/comparison/position").asLong()).isEqualTo(89);
                assertThat(replay.at("/comparison/replay/tallyDigest").asString(""))
                        .isEqualTo(counted(history).tallyDigest());
                assertThat(replay.at("/comparison/replay/postingsDigest").asString(""))
                        .isEqualTo(counted(history).postingsDigest());
                assertThat(replay.at("/tree/agreedSize").asLong()).isEqualTo(90);
                JsonNode checked = until(side, "/v1/topic", "/checkpoint/size", 90);
                assertThat(checked.path("fault").isNull()).isTrue();
                assertThat(checked.at("/checkpoint/root").asString("")).hasSize(44);
                assertThat(parsed(side.get("/v1/health")).at("/topicCheck/checked").asLong())
                        .isEqualTo(90);
                JsonNode paths = parsed(side.get("/v3/api-docs")).path("paths");
                assertThat(paths.at("/~1v1~1topic/get/summary").asString("")).contains("topic");
                assertThat(paths.at("/~1v1~1topic~1resumption/post/summary").asString(""))
                        .contains("mended");
            }
        }
    }

    /** The topic is what was signed, and the tallies are those of one fold in memory. */
    private void assertCountedOnce(ReadSideOverHttp side) throws Exception {
        JsonNode topic = until(side, "/v1/topic", "/checkpoint/size", 90);
        assertThat(topic.path("fault").isNull()).as(topic.toString()).isTrue();
        assertThat(side.json("/v1/tallies").path("position").asLong()).isEqualTo(89);
        JsonNode comparison = caughtUp(side, begun(side)).path("comparison");
        assertThat(comparison.path("agrees").asBoolean()).isTrue();
        assertThat(comparison.at("/live/tallyDigest").asString(""))
                .isEqualTo(counted(history).tallyDigest());
        assertThat(comparison.at("/live/postingsDigest").asString(""))
                .isEqualTo(counted(history).postingsDigest());
    }

    private static RecordedEvent report(int i, int killed) {
        return submitted("one", Integer.toString(i), claim().killed(1, killed).build());
    }

    private static CountedHistory counted(List<RecordedEvent> history) {
        CountedHistory counted = new CountedHistory(Methodologies.DOCUMENTED);
        history.forEach(counted::apply);
        return counted;
    }

    private static String begun(ReadSideOverHttp side) throws Exception {
        return side.send("POST", "/v1/replays", "").headers().firstValue("Location").orElseThrow();
    }

    private static JsonNode caughtUp(ReadSideOverHttp side, String replay) {
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> parsed(side.get(replay)),
                        json -> json.path("status").asString("").equals("caught-up"));
    }

    private static JsonNode until(ReadSideOverHttp side, String path, String pointer, long value) {
        return await().atMost(Duration.ofSeconds(60))
                .until(() -> parsed(side.get(path)), json -> json.at(pointer).asLong(-1) == value);
    }

    private static JsonNode parsed(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        try {
            return ReadSideOverHttp.parsed(response);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
