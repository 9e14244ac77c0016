package org.casualtyledger.api.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.casualtyledger.api.eventlog.Events.about;
import static org.casualtyledger.api.eventlog.Events.key;

import com.zaxxer.hikari.HikariDataSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.casualtyledger.api.eventlog.AppendResult.Appended;
import org.casualtyledger.api.eventlog.AppendResult.Replayed;
import org.casualtyledger.api.testing.TestPostgres;
import org.casualtyledger.events.merkle.Frontier;
import org.casualtyledger.events.merkle.Merkle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A COMMIT whose answer is lost, at both ends of the wire; after each fault the whole log is
 * verified again.
 */
@Timeout(60)
class LostCommitTest {

    private HikariDataSource direct;
    private HikariDataSource throughProxy;
    private CuttingProxy proxy;
    private EventLog log;

    @BeforeEach
    void open() throws Exception {
        direct = TestPostgres.database("log");
        NotesTable.create(direct);
        proxy = new CuttingProxy(TestPostgres.port());
        throughProxy = new HikariDataSource();
        throughProxy.setJdbcUrl(
                direct.getJdbcUrl().replace(":" + TestPostgres.port(), ":" + proxy.port()));
        throughProxy.setUsername("postgres");
        throughProxy.setMinimumIdle(0);
        throughProxy.setConnectionTimeout(2_000);
        log = new PostgresEventLog(throughProxy);
        assertThat(log.append(Append.of(about("first"))).join()).isInstanceOf(Appended.class);
    }

    @AfterEach
    void close() {
        log.close();
        throughProxy.close();
        proxy.close();
        direct.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"CUT_BEFORE_THE_SERVER", "CUT_THE_ANSWER"})
    void it_is_found_out_what_became_of_the_commit_and_everybody_is_answered(
            CuttingProxy.Fault fault) throws Exception {
        NotesTable notes = new NotesTable();
        proxy.nextCommit(fault);
        List<CompletableFuture<AppendResult>> answers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            answers.add(
                    log.append(
                            Append.of(about("r" + i))
                                    .on(Condition.absent(Events.tag("r" + i)))
                                    .once(key("k" + i, "request"))
                                    .with(new Companion<>(notes, 0, "note " + i))));
        }
        for (CompletableFuture<AppendResult> answer : answers) {
            assertThat(answer.join()).isInstanceOf(Appended.class);
        }
        assertThat(proxy.cuts()).isEqualTo(1);
        assertThat(NotesTable.kept(direct)).hasSize(50).doesNotHaveDuplicates();
        assertWhole(51);
        for (int i = 0; i < 50; i++) {
            List<Receipt> receipts = ((Appended) answers.get(i).join()).receipts();
            assertThat(log.find(List.of(receipts.getFirst().id())))
                    .extracting(StoredEvent::receipt)
                    .isEqualTo(receipts);
            assertThat(log.earlier(key("k" + i, "request"))).contains(new Replayed(receipts));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CUT_BEFORE_THE_SERVER", "CUT_THE_ANSWER"})
    void appends_go_on_after_many_lost_commits(CuttingProxy.Fault fault) {
        for (int round = 0; round < 10; round++) {
            proxy.nextCommit(fault);
            assertThat(log.append(Append.of(about("a"), about("b"))).join())
                    .isInstanceOf(Appended.class);
        }
        assertThat(proxy.cuts()).isEqualTo(10);
        assertWhole(21);
    }

    /** Every packet that writing a batch takes, lost on the way there or answered into nothing. */
    @ParameterizedTest
    @EnumSource(names = {"CUT_BEFORE_THE_SERVER", "CUT_THE_ANSWER"})
    void whatever_packet_is_lost_the_append_is_answered_and_written_once(CuttingProxy.Fault fault)
            throws Exception {
        NotesTable notes = new NotesTable();
        int packets = 12;
        for (int packet = 1; packet <= packets; packet++) {
            proxy.packet(packet, fault);
            Append append =
                    Append.of(about("p" + packet)).on(Condition.absent(Events.tag("p" + packet)));
            append =
                    append.once(key("p" + packet, "request"))
                            .with(new Companion<>(notes, 0, "note " + packet));
            assertThat(log.append(append).join())
                    .as("packet %d", packet)
                    .isInstanceOf(Appended.class);
        }
        // A batch takes fewer packets than the last ones that were armed; the reads below must not
        // meet them.
        proxy.packet(0, CuttingProxy.Fault.NONE);
        assertThat(proxy.cuts()).isGreaterThan(4);
        assertThat(NotesTable.kept(direct)).hasSize(packets).doesNotHaveDuplicates();
        assertWhole(packets + 1);
    }

    @Test
    void while_no_connection_can_be_had_whoever_waits_is_told_together_with_who_was_tried() {
        assertThat(log.append(Append.of(about("second"))).join()).isInstanceOf(Appended.class);
        proxy.close();
        proxy.packet(1, CuttingProxy.Fault.CUT_BEFORE_THE_SERVER);

        List<CompletableFuture<AppendResult>> answers = new ArrayList<>();
        for (int i = 0; i < 3 * Intake.MAX_BATCH_EVENTS; i++) {
            answers.add(log.append(Append.of(about("r" + i))));
        }

        Set<Throwable> told = Collections.newSetFromMap(new IdentityHashMap<>());
        for (CompletableFuture<AppendResult> answer : answers) {
            assertThatThrownBy(answer::join).hasCauseInstanceOf(LogUnavailable.class);
            told.add(answer.exceptionNow());
        }
        assertThat(told).as("one wait for a connection, not one a batch").hasSize(1);
    }

    private void assertWhole(long size) {
        Frontier frontier = Frontier.empty();
        for (StoredEvent event : log.read(0, EventLog.MAX_PAGE)) {
            assertThat(event.position()).isEqualTo(frontier.size());
            assertThat(event.leafHash()).isEqualTo(Merkle.leafHash(event.leaf()));
            frontier = frontier.append(event.leafHash());
        }
        assertThat(frontier.size()).isEqualTo(size);
        assertThat(log.head().frontier()).isEqualTo(frontier);
    }
}
