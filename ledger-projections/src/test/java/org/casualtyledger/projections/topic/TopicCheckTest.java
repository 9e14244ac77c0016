package org.casualtyledger.projections.topic;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.casualtyledger.counting.Histories;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.note.Checkpoint;
import org.casualtyledger.projections.feed.Feed;
import org.casualtyledger.projections.feed.FeedHead;
import org.casualtyledger.projections.feed.FeedPage;
import org.casualtyledger.projections.feed.FeedUnavailable;
import org.casualtyledger.projections.feed.LogKey;
import org.casualtyledger.projections.feed.LogTailFeed;
import org.casualtyledger.projections.feed.SignedLog;
import org.casualtyledger.projections.feed.kafka.KafkaFeeds;
import org.casualtyledger.projections.testing.TestKafka;
import org.casualtyledger.projections.testing.TestLog;
import org.casualtyledger.projections.testing.TestPostgres;
import org.casualtyledger.projections.testing.TestSigner;
import org.casualtyledger.projections.testing.TestTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that is signed at 40, 80 and 120 events, and a topic that has it, or nearly. */
class TopicCheckTest {
    private static final Duration LATE = Duration.ofHours(1);
    private static final int FAULT = 57;

    @TempDir private java.nio.file.Path folder;
    private final HikariDataSource database = TestPostgres.database();
    private final TestLog log = new TestLog(database);
    private final TestTopic topic = TestKafka.topic(4);
    private final KafkaFeeds kafka = new KafkaFeeds(topic.topic());
    private final TopicTable table = new TopicTable(database);
    private final List<RecordedEvent> history = new Histories(new Random(17)).history(120);
    private TestSigner signer;

    @BeforeEach
    void signed() {
        signer = new TestSigner(folder);
        table.migrate();
        log.append(history);
        List.of(40, 80, 120).forEach(size -> signer.sign(database, size));
    }

    @AfterEach
    void close() {
        kafka.close();
        topic.close();
        TestPostgres.drop(database);
    }

    private Feed suspicious() {
        return kafka.suspicious(new LogTailFeed(database));
    }

    private TopicCheck check(String owner, Feed published) {
        return check(owner, published, new LogTailFeed(database), LATE);
    }

    private TopicCheck check(String owner, Feed published, Feed recorded, Duration late) {
        return new TopicCheck(
                table,
                published,
                recorded,
                new SignedLog(database),
                new LogKey(Optional.of(signer.key.verifier().toString()), Optional.empty()),
                owner,
                late,
                Clock.systemUTC());
    }

    private TopicState checked() throws SQLException {
        return checked(check("one", suspicious()));
    }

    /** Once it has nothing more to do. */
    private static TopicState checked(TopicCheck check) throws SQLException {
        while (check.step()) {
            assertThat(check.unable()).isEmpty();
        }
        return check.state();
    }

    private TopicFault fault() throws SQLException {
        return checked().fault().orElseThrow();
    }

    private byte[] leaf(int position) {
        return EventCodec.encode(history.get(position));
    }

    private void publish(int from, int to) {
        topic.publish(history.subList(from, to));
    }

    @Test
    void a_topic_that_has_the_log_agrees_with_what_was_signed() throws SQLException {
        publish(0, 120);
        TopicState state = checked();

        assertThat(state.fault()).isEmpty();
        assertThat(state.agreed().size()).isEqualTo(120);
        assertThat(state.agreed().root()).isEqualTo(signer.sign(database, 120).root());
        assertThat(state.owner()).contains("one");
    }

    @Test
    void nothing_is_read_before_it_is_signed_and_nothing_passed_that_was() throws SQLException {
        publish(0, 70);
        TopicState first = checked();
        assertThat(first.read().size()).isEqualTo(70);
        assertThat(first.agreed().size()).isEqualTo(40);

        log.append(new Histories(new Random(18)).history(30));
        publish(70, 120);
        topic.publish(new Histories(new Random(18)).history(30));
        assertThat(checked().read().size()).isEqualTo(120);

        signer.sign(database, 131);
        signer.sign(database, 149);
        assertThat(checked().agreed().size()).isEqualTo(149);
    }

    @Test
    void one_process_checks_and_the_next_goes_on_where_it_ended() throws SQLException {
        publish(0, 100);
        TopicCheck first = check("one", suspicious());
        TopicCheck second = check("two", suspicious());
        assertThat(checked(first).read().size()).isEqualTo(100);
        publish(100, 120);

        assertThat(checked(second).read().size()).as("it is not its turn").isEqualTo(100);
        first.release();
        assertThat(checked(second).agreed().size()).isEqualTo(120);
        assertThat(second.state().owner()).contains("two");
    }

    @Test
    void an_altered_record_is_named() throws SQLException {
        publish(0, FAULT);
        alter();
        publish(FAULT + 1, 120);
        TopicFault fault = fault();

        assertThat(fault.position()).isEqualTo(FAULT);
        assertThat(fault.last()).isEqualTo(FAULT);
        assertThat(fault.reason()).contains("first 80 events").contains("position 57 was altered");
        assertThat(table.state().agreed().size()).isEqualTo(40);
    }

    @Test
    void where_the_log_does_not_answer_the_altered_record_is_known_between_two_checkpoints()
            throws SQLException {
        publish(0, FAULT);
        alter();
        publish(FAULT + 1, 120);
        TopicFault fault =
                checked(check("one", suspicious(), new Away(), LATE)).fault().orElseThrow();

        assertThat(fault.position()).isEqualTo(40);
        assertThat(fault.last()).isEqualTo(79);
    }

    @Test
    void a_log_that_was_altered_itself_is_no_fault_of_one_position() throws SQLException {
        publish(0, FAULT);
        alter();
        log.rewrite(FAULT, altered());
        publish(FAULT + 1, 120);
        TopicFault fault = fault();

        assertThat(fault.position()).isEqualTo(40);
        assertThat(fault.last()).isEqualTo(79);
        assertThat(fault.reason()).contains("what the log has now");
    }

    @Test
    void a_missing_record_is_named() throws SQLException {
        publish(0, FAULT);
        topic.skip(history.get(FAULT).at(), topic.partitions(leaf(FAULT)));
        publish(FAULT + 1, 120);

        assertThat(fault().position()).isEqualTo(FAULT);
        assertThat(fault().reason()).contains("position 57");
        assertThat(table.state().read().size()).isEqualTo(FAULT);
    }

    @Test
    void a_record_that_comes_too_late_is_named() throws SQLException {
        publish(0, FAULT);
        List<ProducerRecord<byte[], byte[]>> held =
                topic.partitions(leaf(FAULT)).stream()
                        .map(
                                partition ->
                                        topic.event(
                                                partition,
                                                FAULT,
                                                topic.last(partition),
                                                history.get(FAULT).at(),
                                                leaf(FAULT)))
                        .toList();
        topic.skip(history.get(FAULT).at(), topic.partitions(leaf(FAULT)));
        publish(FAULT + 1, 100);
        held.forEach(topic::send);
        publish(100, 120);

        assertThat(fault().position()).isEqualTo(FAULT);
    }

    @Test
    void a_record_that_is_there_twice_changes_nothing() throws SQLException {
        publish(0, FAULT);
        for (int partition : topic.partitions(leaf(FAULT - 1))) {
            topic.send(
                    topic.event(
                            partition,
                            FAULT - 1,
                            -1,
                            history.get(FAULT - 1).at(),
                            leaf(FAULT - 1)));
        }
        publish(FAULT, 120);

        assertThat(checked().agreed().size()).isEqualTo(120);
    }

    /** Whoever begins to read between both copies would fold the second. */
    @Test
    void a_second_copy_that_is_not_what_the_first_was_is_named() throws SQLException {
        publish(0, FAULT + 10);
        for (int partition : topic.partitions(leaf(FAULT))) {
            topic.send(topic.event(partition, FAULT, -1, history.get(FAULT).at(), altered()));
        }
        publish(FAULT + 10, 120);

        assertThat(fault().position()).isEqualTo(FAULT);
        assertThat(fault().reason()).contains("position 57 is there again");
    }

    @Test
    void a_fault_stays_until_it_is_mended_and_somebody_says_so() throws SQLException {
        publish(0, FAULT);
        alter();
        publish(FAULT + 1, 120);
        fault();
        try (TestTopic mended = TestKafka.topic(4);
                KafkaFeeds feeds = new KafkaFeeds(mended.topic())) {
            mended.publish(history);
            TopicCheck again = check("one", feeds.suspicious(new LogTailFeed(database)));
            assertThat(checked(again).fault()).as("a restart is no mending").isPresent();

            again.resume();
            TopicState state = checked(again);
            assertThat(state.fault()).isEmpty();
            assertThat(state.agreed().size()).isEqualTo(120);
        }
    }

    @Test
    void a_topic_that_lacks_what_was_signed_is_told_of_after_a_while() throws SQLException {
        publish(0, 100);
        TopicCheck patient = check("one", suspicious());
        checked(patient);
        assertThat(patient.unable()).isEmpty();

        TopicCheck impatient = check("one", suspicious(), new LogTailFeed(database), Duration.ZERO);
        impatient.step();
        assertThat(impatient.unable().orElseThrow()).contains("lacks what was signed");
        assertThat(table.state().fault()).isEmpty();
        publish(100, 120);
        while (impatient.step()) {
            // The rest.
        }
        assertThat(table.state().agreed().size()).isEqualTo(120);
    }

    @Test
    void a_broker_that_is_away_is_no_fault_of_the_topic() throws SQLException {
        TopicCheck check = check("one", new Away());

        assertThat(checked(check).fault()).isEmpty();
        assertThat(check.unable()).isPresent();
    }

    @Test
    void a_checkpoint_that_somebody_else_signed_is_not_compared_with() throws SQLException {
        publish(0, 120);
        Checkpoint forged = signer.sign(database, 120, new TestSigner(folder).key);
        TopicCheck check = check("one", suspicious());
        check.step();

        assertThat(forged.size()).isEqualTo(120);
        assertThat(check.unable().orElseThrow()).contains("not the log's");
        assertThat(check.state().agreed().size()).isZero();
    }

    private byte[] altered() {
        Set<Integer> where = topic.partitions(leaf(FAULT));
        for (int other = FAULT + 1; ; other++) {
            if (topic.partitions(leaf(other)).equals(where)) {
                return leaf(other);
            }
        }
    }

    private void alter() {
        topic.append(history.get(FAULT).at(), altered(), topic.partitions(leaf(FAULT)));
    }

    /** Does not answer. */
    private static final class Away implements Feed {
        @Override
        public FeedHead head() {
            throw new FeedUnavailable("away");
        }

        @Override
        public FeedPage read(long from, int limit) {
            throw new FeedUnavailable("away");
        }
    }
}
