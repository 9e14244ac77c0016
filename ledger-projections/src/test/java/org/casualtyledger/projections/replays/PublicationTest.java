package org.casualtyledger.projections.replays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.casualtyledger.counting.Given.claim;
import static org.casualtyledger.counting.Given.submitted;

import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.casualtyledger.counting.CountedHistory;
import org.casualtyledger.counting.Histories;
import org.casualtyledger.counting.Methodologies;
import org.casualtyledger.counting.Methodology;
import org.casualtyledger.edge.ProblemException;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.projections.ReadSchema;
import org.casualtyledger.projections.feed.LogKey;
import org.casualtyledger.projections.testing.ReadSide;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PublicationTest {
    private static final int SIZE = 400;

    private final Shadows shadows = new Shadows(new ReadSide());
    private final Replays replays = shadows.replays("test");
    private final List<RecordedEvent> history = new Histories(new Random(43)).history(SIZE);

    @AfterEach
    void close() {
        replays.stop();
        shadows.close();
    }

    @Test
    void a_published_replay_is_what_readers_are_answered_from_and_goes_on() {
        long id = following();
        shadows.sign();
        Replay published = shadows.publication(replays).publish(id, false, "operator");

        assertThat(published.status(SIZE)).isEqualTo(Replay.Status.PUBLISHED);
        Replay.Published end = published.ended().orElseThrow().published().orElseThrow();
        assertThat(end.size()).isEqualTo(SIZE);
        assertThat(end.root()).isEqualTo(shadows.tree().root());
        assertThat(end.differed()).isFalse();
        assertThat(shadows.schemas()).containsExactly("read");
        RecordedEvent later = submitted("one", "later", claim().killed(1, 9).build());
        shadows.side.log.append(later);
        shadows.side.caughtUp();
        history.add(later);
        assertThat(shadows.side.tallyDigest(SIZE)).isEqualTo(counted().tallyDigest());
        assertThat(shadows.side.postingsDigest(SIZE)).isEqualTo(counted().postingsDigest());
    }

    @Test
    void what_was_published_is_migrated_and_replayed_and_published_again() {
        for (int i = 0; i < 2; i++) {
            long id = i == 0 ? following() : begun();
            shadows.sign();
            shadows.publication(replays).publish(id, false, "operator");
            ReadSchema.migrate(shadows.side.database);
        }

        assertThat(shadows.side.tallyDigest(SIZE - 1)).isEqualTo(counted().tallyDigest());
        assertThat(shadows.schemas()).containsExactly("read");
    }

    @Test
    void without_a_signed_checkpoint_nothing_is_published() {
        long id = following();

        refused("not-signed", () -> shadows.publication(replays).publish(id, false, "operator"));
        assertThat(shadows.compared(replays, id).agrees()).as("both are as before").isTrue();
    }

    @Test
    void a_checkpoint_of_less_than_live_tallies_hold_is_none() {
        shadows.side.log.append(history.subList(0, 300));
        shadows.sign();
        shadows.side.log.append(history.subList(300, SIZE));
        shadows.side.caughtUp();
        long id = begun();

        refused("not-signed", () -> shadows.publication(replays).publish(id, false, "operator"));
    }

    @Test
    void without_a_key_nothing_is_published() {
        long id = following();
        shadows.sign();

        refused(
                "no-verifier-key",
                () ->
                        shadows.publication(replays, new LogKey(Optional.empty(), Optional.empty()))
                                .publish(id, false, "operator"));
    }

    @Test
    void a_root_that_was_signed_for_other_events_is_refused() {
        shadows.side.log.append(history);
        byte[] leaf = EventCodec.encode(history.get(70));
        shadows.side.log.rewrite(70, EventCodec.encode(history.get(71)));
        shadows.side.caughtUp();
        long id = begun();
        shadows.side.log.rewrite(70, leaf);
        shadows.sign(); // what the log holds now is not what was folded

        refused("root-differs", () -> shadows.publication(replays).publish(id, false, "operator"));
        assertThat(shadows.schemas()).containsExactly("read", "replay_" + id);
    }

    @Test
    void other_tallies_are_published_only_where_somebody_accepts_that() {
        long id = following();
        shadows.sign();
        shadows.execute("UPDATE read.tally SET killed_min = killed_min + 1");

        refused(
                "tallies-differ",
                () -> shadows.publication(replays).publish(id, false, "operator"));
        Replay published = shadows.publication(replays).publish(id, true, "operator");
        assertThat(published.ended().orElseThrow().published().orElseThrow().differed()).isTrue();
        long next = begun();
        assertThat(shadows.compared(replays, next).agrees()).isTrue();
    }

    @Test
    void a_replay_that_ends_at_a_position_or_counts_otherwise_is_not_published() {
        shadows.side.log.append(history);
        shadows.side.caughtUp();
        shadows.sign();
        Methodology other =
                Methodologies.shipped().stream()
                        .filter(m -> !m.hash().equals(Methodologies.DOCUMENTED.hash()))
                        .findFirst()
                        .orElseThrow();
        Replay.Question bounded =
                Shadows.question(OptionalLong.of(99), Methodologies.DOCUMENTED, 64);
        long ends = shadows.begin(replays, bounded).id();
        long counts =
                replays.begin(Shadows.question(OptionalLong.empty(), other, 64), other, "operator")
                        .id();

        refused("replay-bounded", () -> shadows.publication(replays).publish(ends, true, "o"));
        refused(
                "another-methodology",
                () -> shadows.publication(replays).publish(counts, true, "o"));
    }

    @Test
    void a_reader_with_a_snapshot_is_waited_for_and_else_nothing_changes() throws Exception {
        long id = following();
        shadows.sign();
        try (Connection reader = shadows.side.database.getConnection();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("SELECT count(*) FROM tally");
            refused("busy", () -> shadows.publication(replays).publish(id, false, "operator"));
            assertThat(shadows.side.processor.health().failed()).isEmpty();
            reader.rollback();
            reader.setAutoCommit(true);
        }

        shadows.publication(replays).publish(id, false, "operator");
        assertThat(shadows.schemas()).containsExactly("read");
    }

    @Test
    void a_live_projection_that_an_event_stopped_is_replaced_by_a_replay_that_could_apply_it() {
        shadows.side.log.append(history);
        byte[] good = EventCodec.encode(history.get(390));
        shadows.side.log.rewrite(390, new byte[] {'{', '}'});
        shadows.side.processor.start();
        org.awaitility.Awaitility.await().until(() -> !shadows.side.processor.isRunning());
        shadows.side.log.rewrite(390, good); // as if this program could read it now
        long id = begun();
        shadows.sign();
        shadows.publication(replays).publish(id, false, "operator");
        shadows.side.log.append(submitted("one", "later", claim().killed(1, 9).build()));

        org.awaitility.Awaitility.await().until(() -> shadows.side.processor.position() == SIZE);
        assertThat(shadows.side.processor.health().failed()).isEmpty();
    }

    /** A live read side that has folded everything, and a replay that has too. */
    private long following() {
        shadows.side.log.append(history);
        shadows.side.caughtUp();
        return begun();
    }

    private long begun() {
        long id = shadows.begin(replays, Shadows.following(64)).id();
        shadows.caughtUp(replays, id);
        return id;
    }

    private CountedHistory counted() {
        CountedHistory counted = new CountedHistory(Methodologies.DOCUMENTED);
        history.forEach(counted::apply);
        return counted;
    }

    private static void refused(String slug, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().slug()).isEqualTo(slug));
    }
}
