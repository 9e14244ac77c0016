package org.casualtyledger.api.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.casualtyledger.api.lease.Lease;
import org.casualtyledger.api.testing.TestKafka;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.IncidentRehomed;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.topic.LeafLabel;
import org.casualtyledger.events.topic.Partitions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PublisherTest {
    private static final String ORIGIN = "ledger.example/log";

    private final TopicSettings settings = settings(TestKafka.newTopic(), 4);
    private TheatreLog log;
    private CommittedLog committed;

    @BeforeEach
    void start() {
        log = new TheatreLog();
        committed = new CommittedLog(log.database());
    }

    @AfterEach
    void stop() {
        log.close();
    }

    static TopicSettings settings(String topic, int partitions) {
        return new TopicSettings(
                Map.of("bootstrap.servers", TestKafka.servers()),
                topic,
                new Partitions(partitions),
                1);
    }

    private Publisher publisher(TopicSettings to) {
        Publisher publisher =
                new Publisher(
                        to,
                        ORIGIN,
                        log.log(),
                        committed,
                        new Lease(log.database(), "topic", "test", Duration.ofSeconds(4)));
        publisher.start();
        return publisher;
    }

    private static void publishedTo(Publisher publisher, long size) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> {
                            Published published = publisher.published();
                            assertThat(published.fault()).isEmpty();
                            assertThat(published.size()).hasValue(size);
                        });
    }

    @Test
    void every_event_stands_once_in_its_partition_in_the_order_of_the_log() throws Exception {
        log.appendMixed(1_200);
        try (Publisher publisher = publisher(settings);
                FaithfulReader reader = new FaithfulReader(settings)) {
            publishedTo(publisher, 1_200);
            log.append("SYR");
            reader.readTo(1_201);

            reader.assertWhole(committed);
            assertThat(reader.duplicates()).isZero();
            for (int partition = 0; partition < 4; partition++) {
                int k = partition;
                assertThat(reader.applied(k))
                        .isEqualTo(
                                committedRows().stream()
                                        .filter(row -> goesTo(k, row))
                                        .map(CommittedLog.Row::position)
                                        .toList());
            }
        }
    }

    private List<CommittedLog.Row> committedRows() throws Exception {
        List<CommittedLog.Row> rows = new ArrayList<>();
        while (rows.size() < log.size()) {
            rows.addAll(committed.read(rows.size(), log.size()));
        }
        return rows;
    }

    private static boolean goesTo(int partition, CommittedLog.Row row) {
        return new Partitions(4).of(LeafLabel.of(row.leaf()), row.leaf()).contains(partition);
    }

    @Test
    void a_record_is_a_cloud_event_whose_value_is_the_leaf() throws Exception {
        log.append("SYR", "IRQ", "SYR");
        try (Publisher _ = publisher(settings);
                FaithfulReader reader = new FaithfulReader(settings)) {
            reader.readTo(3);

            CommittedLog.Row row = committed.read(2, 3).getFirst();
            LeafLabel label = LeafLabel.of(row.leaf());
            ConsumerRecord<byte[], byte[]> record =
                    reader.records().stream()
                            .filter(one -> "2".equals(headers(one).get("position")))
                            .findFirst()
                            .orElseThrow();
            assertThat(record.key()).isEqualTo("SYR".getBytes(UTF_8));
            assertThat(record.value()).isEqualTo(row.leaf());
            assertThat(record.timestamp()).isEqualTo(label.at().toEpochMilli());
            assertThat(headers(record))
                    .isEqualTo(
                            Map.of(
                                    "ce_specversion", "1.0",
                                    "ce_id", label.id().toString(),
                                    "ce_source", ORIGIN,
                                    "ce_type", "organisation-registered",
                                    "ce_time", EventCodec.instant(label.at()),
                                    "ce_subject", "SYR",
                                    "ce_dataschema", "/schemas/organisation-registered/1",
                                    "content-type", "application/json",
                                    "position", "2",
                                    "previous", "0"));
        }
    }

    private static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
        return StreamSupport.stream(record.headers().spliterator(), false)
                .collect(Collectors.toMap(h -> h.key(), h -> new String(h.value(), UTF_8)));
    }

    @Test
    void what_concerns_all_goes_to_all_partitions_and_a_rehomed_incident_to_two() throws Exception {
        log.append("ALL");
        log.submit(
                        "IRQ",
                        new IncidentRehomed(
                                new IncidentId(UUID.randomUUID()),
                                new TheatreId("SYR"),
                                List.of(),
                                List.of()))
                .join();
        try (Publisher _ = publisher(settings);
                FaithfulReader reader = new FaithfulReader(settings)) {
            reader.readTo(2);

            Partitions partitions = new Partitions(4);
            int entered = partitions.of(new TheatreId("IRQ"));
            int left = partitions.of(new TheatreId("SYR"));
            assertThat(left).isNotEqualTo(entered);
            for (int k = 0; k < 4; k++) {
                assertThat(reader.applied(k))
                        .isEqualTo(k == left || k == entered ? List.of(0L, 1L) : List.of(0L));
            }
        }
    }

    @Test
    void a_partition_in_which_nothing_happens_is_told_how_far_the_log_is() throws Exception {
        try (Publisher publisher = publisher(settings);
                FaithfulReader reader = new FaithfulReader(settings)) {
            log.append("SYR");
            reader.readTo(1);
            log.append("SYR");
            reader.readTo(2);
            publishedTo(publisher, 2);

            int quiet =
                    IntStream.range(0, 4)
                            .filter(k -> reader.applied(k).isEmpty())
                            .findFirst()
                            .orElseThrow();
            ConsumerRecord<byte[], byte[]> told =
                    reader.records().stream()
                            .filter(record -> record.partition() == quiet)
                            .reduce((_, later) -> later)
                            .orElseThrow();
            CommittedLog.Row row = committed.read(1, 2).getFirst();
            assertThat(told.key()).isNull();
            assertThat(new String(told.value(), UTF_8))
                    .isEqualTo(
                            "{\"at\":\"%s\",\"size\":2}"
                                    .formatted(EventCodec.instant(LeafLabel.of(row.leaf()).at())));
            assertThat(headers(told))
                    .containsEntry("ce_type", "progress")
                    .containsEntry("previous", "-1")
                    .doesNotContainKey("position");
        }
    }

    @Test
    void a_new_publisher_goes_on_where_each_partition_is_and_nothing_comes_twice()
            throws Exception {
        log.appendMixed(700);
        try (Publisher publisher = publisher(settings)) {
            publishedTo(publisher, 700);
        }
        log.appendMixed(300);
        try (Publisher publisher = publisher(settings);
                FaithfulReader reader = new FaithfulReader(settings)) {
            publishedTo(publisher, 1_000);
            reader.readTo(1_000);

            reader.assertWhole(committed);
            assertThat(reader.duplicates()).isZero();
            assertThat(publisher.published().events()).isEqualTo(300);
        }
    }

    @Test
    void what_a_crash_left_in_some_partitions_alone_is_completed_in_the_others() throws Exception {
        log.append("SYR", "IRQ", "SYR", "ALL", "IRQ");
        new Topic(settings).prepare();
        List<PartitionEnd> nothing = new TopicEnds(settings).read();
        EventRecords records = new EventRecords(settings, ORIGIN, nothing);
        int syria = settings.partitions().of(new TheatreId("SYR"));
        List<ProducerRecord<byte[], byte[]>> burst =
                records.next(committed.read(0, 5)).records().stream()
                        .filter(record -> record.partition() == syria)
                        .toList();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings.producer())) {
            burst.forEach(producer::send);
            producer.flush();
        }

        try (Publisher _ = publisher(settings);
                FaithfulReader reader = new FaithfulReader(settings)) {
            reader.readTo(5);

            reader.assertWhole(committed);
            assertThat(reader.duplicates()).isZero();
        }
    }

    @Test
    void old_records_that_come_late_are_passed_over_by_readers_and_by_the_next_publisher()
            throws Exception {
        log.appendMixed(40);
        List<PartitionEnd> nothing = Collections.nCopies(4, PartitionEnd.EMPTY);
        try (Publisher publisher = publisher(settings)) {
            publishedTo(publisher, 40);
        }
        try (KafkaProducer<byte[], byte[]> late = new KafkaProducer<>(settings.producer())) {
            EventRecords records = new EventRecords(settings, ORIGIN, nothing);
            records.next(committed.read(0, 20)).records().forEach(late::send);
            records.progress(20, LeafLabel.of(committed.read(19, 20).getFirst().leaf()).at())
                    .forEach(late::send);
            late.flush();
        }
        assertThat(new TopicEnds(settings).read()).allMatch(end -> end.size() == 40);

        log.appendMixed(10);
        try (Publisher publisher = publisher(settings);
                FaithfulReader reader = new FaithfulReader(settings)) {
            publishedTo(publisher, 50);
            reader.readTo(50);
            reader.assertWhole(committed);
            assertThat(publisher.published().events()).isEqualTo(10);
            assertThat(reader.duplicates()).isPositive();
        }
    }

    @Test
    void the_end_of_a_long_partition_is_found_behind_old_records_that_came_late() throws Exception {
        for (int i = 0; i < 13; i++) {
            log.append(Collections.nCopies(100, "SYR").toArray(String[]::new));
        }
        try (Publisher publisher = publisher(settings)) {
            publishedTo(publisher, 1_300);
        }
        try (KafkaProducer<byte[], byte[]> late = new KafkaProducer<>(settings.producer())) {
            new EventRecords(settings, ORIGIN, Collections.nCopies(4, PartitionEnd.EMPTY))
                    .next(committed.read(0, 1_000))
                    .records()
                    .forEach(late::send);
            late.flush();
        }

        PartitionEnd end =
                new TopicEnds(settings).read().get(settings.partitions().of(new TheatreId("SYR")));

        assertThat(end.last()).isEqualTo(1_299);
        assertThat(end.size()).isEqualTo(1_300);
    }

    @Test
    void a_topic_with_a_hole_is_refused() throws Exception {
        log.append("SYR", "SYR", "SYR", "SYR");
        new Topic(settings).prepare();
        List<ProducerRecord<byte[], byte[]>> records =
                new EventRecords(settings, ORIGIN, new TopicEnds(settings).read())
                        .next(committed.read(0, 4))
                        .records();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings.producer())) {
            producer.send(records.get(0));
            producer.send(records.get(2));
            producer.flush();
        }
        assertRefused("has a hole: position 1 does not follow 0");
    }

    @Test
    void a_burst_is_one_batch_of_each_partition() {
        log.append("ALL");
        EventRecords records =
                new EventRecords(settings, ORIGIN, Collections.nCopies(4, PartitionEnd.EMPTY));
        byte[] leaf = new byte[65_535];
        byte[] small = rowAt(0).leaf();
        // A leaf as long as may be: canonical bytes, with room for what stands in the middle.
        int tail = new String(small, UTF_8).indexOf("\"data\"");
        System.arraycopy(small, 0, leaf, 0, tail);
        Arrays.fill(leaf, tail, leaf.length, (byte) 'x');
        System.arraycopy(
                small, tail, leaf, leaf.length - (small.length - tail), small.length - tail);
        List<CommittedLog.Row> rows =
                IntStream.range(0, 20).mapToObj(i -> new CommittedLog.Row(i, leaf)).toList();

        EventRecords.Burst burst = records.next(rows);

        assertThat(burst.events()).isEqualTo(7);
        assertThat(burst.records()).hasSize(7 * 4);
    }

    private CommittedLog.Row rowAt(long position) {
        try {
            return committed.read(position, position + 1).getFirst();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_topic_with_another_number_of_partitions_is_refused() throws Exception {
        log.append("SYR");
        try (Admin admin = Admin.create(settings.admin())) {
            admin.createTopics(
                            List.of(
                                    new NewTopic(settings.name(), 3, (short) 1)
                                            .configs(settings.topicConfig())))
                    .all()
                    .get();
        }
        assertRefused("3 partitions, and ledger.topic.partitions is 4");
    }

    @Test
    void a_topic_that_forgets_is_refused() throws Exception {
        log.append("SYR");
        try (Admin admin = Admin.create(settings.admin())) {
            admin.createTopics(List.of(new NewTopic(settings.name(), 4, (short) 1))).all().get();
        }
        assertRefused("and a log needs");
    }

    @Test
    void a_topic_that_is_ahead_of_the_log_or_has_another_history_is_refused() throws Exception {
        log.append("SYR", "SYR", "SYR");
        try (Publisher publisher = publisher(settings)) {
            publishedTo(publisher, 3);
        }
        try (TheatreLog older = new TheatreLog()) {
            older.append("SYR");
            assertThat(refusal(older)).contains("the database is older than the topic");
            older.append("SYR", "SYR");
            assertThat(refusal(older)).contains("another history");
        }
    }

    private String refusal(TheatreLog other) throws Exception {
        try (Publication _ =
                Publication.open(
                        settings,
                        ORIGIN,
                        new CommittedLog(other.database()),
                        PublicationTraces.NONE)) {
            throw new AssertionError("was opened");
        } catch (UnfitTopic e) {
            return e.getMessage();
        }
    }

    @Test
    void a_held_log_is_not_published_until_it_is_let_go() throws Exception {
        log.append("SYR");
        log.execute("UPDATE log.log_head SET held = 'a test holds it'");
        try (Publisher publisher = publisher(settings)) {
            await().untilAsserted(
                            () ->
                                    assertThat(publisher.published().fault().orElse(""))
                                            .contains("a test holds it"));
            assertThat(publisher.published().size()).hasValue(0);

            log.execute("UPDATE log.log_head SET held = NULL");
            publishedTo(publisher, 1);
        }
    }

    private void assertRefused(String why) {
        try (Publisher publisher = publisher(settings)) {
            await().untilAsserted(
                            () ->
                                    assertThat(publisher.published().fault().orElse(""))
                                            .contains(why));
            assertThat(publisher.published().events()).isZero();
        }
    }
}
