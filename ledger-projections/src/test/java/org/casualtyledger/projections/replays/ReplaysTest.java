package org.casualtyledger.projections.replays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.casualtyledger.counting.Given.claim;
import static org.casualtyledger.counting.Given.submitted;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.casualtyledger.counting.CountedHistory;
import org.casualtyledger.counting.Histories;
import org.casualtyledger.counting.Methodologies;
import org.casualtyledger.counting.Methodology;
import org.casualtyledger.edge.ProblemException;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.projections.feed.Feed;
import org.casualtyledger.projections.feed.FeedEvent;
import org.casualtyledger.projections.feed.FeedHead;
import org.casualtyledger.projections.feed.FeedPage;
import org.casualtyledger.projections.feed.LogTailFeed;
import org.casualtyledger.projections.testing.ReadSide;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReplaysTest {
    private static final int SIZE = 600;

    private final Shadows shadows = new Shadows(new ReadSide());
    private final Replays replays = shadows.replays("test");
    private final List<RecordedEvent> history = new Histories(new Random(41)).history(SIZE);

    @AfterEach
    void close() {
        replays.stop();
        shadows.close();
    }

    @Test
    void a_replay_gives_the_tallies_and_the_root_that_the_log_has() {
        shadows.side.log.append(history);
        shadows.side.caughtUp();
        shadows.sign();
        long id = shadows.begin(replays, Shadows.following(64)).id();
        Replay replay = shadows.caughtUp(replays, id);

        assertThat(replay.frontier()).isEqualTo(shadows.tree());
        assertThat(replay.agreed()).isEqualTo(SIZE);
        Comparison comparison = shadows.compared(replays, id);
        assertThat(comparison.agrees()).isTrue();
        assertThat(comparison.position()).isEqualTo(SIZE - 1);
        assertThat(comparison.replay().tally()).isEqualTo(counted(history).tallyDigest());
        assertThat(comparison.replay().postings()).isEqualTo(counted(history).postingsDigest());
    }

    @Test
    void a_replay_up_to_a_position_ends_there() {
        shadows.side.log.append(history);
        shadows.side.caughtUp();
        Replay.Question question =
                Shadows.question(OptionalLong.of(299), Methodologies.DOCUMENTED, 128);
        long id = shadows.begin(replays, question).id();
        shadows.caughtUp(replays, id);

        assertThat(shadows.compared(replays, id).replay().tally())
                .isEqualTo(counted(history.subList(0, 300)).tallyDigest());
        assertThat(shadows.compared(replays, id).agrees()).isTrue();
    }

    @Test
    void a_changed_row_of_the_live_tallies_is_named_by_its_cell() {
        shadows.side.log.append(submitted("one", "1", claim().killed(1, 2).build()));
        shadows.side.log.append(submitted("one", "2", claim().killed(5, 5).build()));
        shadows.side.caughtUp();
        shadows.execute("UPDATE read.tally SET killed_max = killed_max + 1");
        long id = shadows.begin(replays, Shadows.following(64)).id();
        shadows.caughtUp(replays, id);

        Comparison comparison = shadows.compared(replays, id);
        assertThat(comparison.agrees()).isFalse();
        assertThat(comparison.live().postings())
                .as("the journal is as it was")
                .isEqualTo(comparison.replay().postings());
        assertThat(comparison.live().tally())
                .as("the sums are not")
                .isNotEqualTo(comparison.replay().tally());
        Comparing.Page page =
                shadows.comparing
                        .page(replays.shadow(id), java.util.Optional.empty(), "", 10)
                        .orElseThrow();
        assertThat(page.differences()).hasSize((int) comparison.cells());
        assertThat(page.differences().getFirst().live().killed().max())
                .isEqualTo(page.differences().getFirst().replay().killed().max() + 1);
    }

    @Test
    void differences_come_a_page_at_a_time_and_each_once() {
        shadows.side.log.append(history);
        shadows.side.caughtUp();
        shadows.execute("UPDATE read.tally SET incidents = incidents + 1");
        long id = shadows.begin(replays, Shadows.following(256)).id();
        shadows.caughtUp(replays, id);
        List<String> paged = new ArrayList<>();
        String after = "";
        Comparing.Page page;
        do {
            page =
                    shadows.comparing
                            .page(replays.shadow(id), java.util.Optional.empty(), after, 7)
                            .orElseThrow();
            page.differences().forEach(difference -> paged.add(difference.cell()));
            after = paged.getLast();
        } while (page.more());

        assertThat(paged).doesNotHaveDuplicates();
        assertThat(paged).hasSize((int) shadows.compared(replays, id).cells());
        assertThat(paged).isSortedAccordingTo(Comparing::bytewise);
    }

    @Test
    void an_event_that_cannot_be_applied_stops_the_replay_alone_and_it_goes_on_when_told() {
        shadows.side.log.append(history);
        shadows.side.caughtUp();
        Poisoned poisoned = new Poisoned(new LogTailFeed(shadows.side.database), 333);
        Replays theirs = shadows.replays("poisoned", poisoned);
        long id = shadows.begin(theirs, Shadows.following(50)).id();
        Replay failed = shadows.until(theirs, id, Replay.Status.FAILED);

        assertThat(failed.position()).isEqualTo(332);
        assertThat(failed.failed().orElseThrow().position()).isEqualTo(333);
        long last = shadows.side.log.append(submitted("one", "x", claim().killed(1, 1).build()));
        shadows.side.caughtUp();
        assertThat(shadows.side.processor.health().failed()).isEmpty();
        assertThat(shadows.side.processor.position()).isEqualTo(last);

        poisoned.cured = true;
        theirs.resume(id);
        shadows.caughtUp(theirs, id);
        assertThat(shadows.compared(theirs, id).agrees()).isTrue();
        theirs.stop();
    }

    @Test
    void a_replay_stops_where_the_log_is_not_what_was_signed() {
        shadows.side.log.append(history.subList(0, 200));
        shadows.sign();
        shadows.side.log.append(history.subList(200, 400));
        shadows.sign();
        shadows.side.log.append(history.subList(400, 600));
        shadows.side.log.rewrite(
                250, org.casualtyledger.events.EventCodec.encode(history.get(251)));
        long id = shadows.begin(replays, Shadows.following(64)).id();
        Replay failed = shadows.until(replays, id, Replay.Status.FAILED);

        assertThat(failed.failed().orElseThrow().position()).isEqualTo(399);
        assertThat(failed.failed().orElseThrow().reason()).contains("first 400 events");
        assertThat(failed.agreed()).isEqualTo(200);
    }

    @Test
    void a_checkpoint_that_somebody_else_signed_stops_the_replay() {
        shadows.side.log.append(history);
        shadows.sign(
                shadows.tree(),
                org.casualtyledger.events.note.SigningKey.generate(
                        Shadows.ORIGIN, org.casualtyledger.events.note.VerifierKey.ED25519));
        long id = shadows.begin(replays, Shadows.following(64)).id();

        assertThat(shadows.until(replays, id, Replay.Status.FAILED).failed().orElseThrow().reason())
                .contains("not the log's");
    }

    @Test
    void another_methodology_is_replayed_and_compared() {
        shadows.side.log.append(history);
        shadows.side.caughtUp();
        Methodology other =
                Methodologies.shipped().stream()
                        .filter(m -> !m.hash().equals(Methodologies.DOCUMENTED.hash()))
                        .findFirst()
                        .orElseThrow();
        Replay.Question question = Shadows.question(OptionalLong.empty(), other, 200);
        long id = replays.begin(question, other, "auditor").id();
        shadows.caughtUp(replays, id);
        CountedHistory expected = new CountedHistory(other);
        history.forEach(expected::apply);

        Comparison comparison = shadows.compared(replays, id);
        assertThat(comparison.replay().tally()).isEqualTo(expected.tallyDigest());
        assertThat(comparison.live().tally()).isEqualTo(counted(history).tallyDigest());
    }

    @Test
    void a_discarded_replay_leaves_nothing_but_its_row() {
        shadows.side.log.append(history);
        long id = shadows.begin(replays, Shadows.following(16)).id();
        Replay discarded = replays.discard(id, "auditor");

        assertThat(discarded.status(SIZE)).isEqualTo(Replay.Status.DISCARDED);
        assertThat(shadows.schemas()).containsExactly("read");
        assertThatThrownBy(() -> replays.resume(id)).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> replays.discard(id, "auditor"))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void there_are_only_so_many_open_replays() {
        for (int i = 0; i < Replays.MOST_OPEN; i++) {
            shadows.begin(replays, Shadows.following(16));
        }

        assertThatThrownBy(() -> shadows.begin(replays, Shadows.following(16)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().slug()).isEqualTo("too-many-replays"));
    }

    @Test
    void a_replay_whose_process_is_gone_is_interrupted_and_is_resumed_by_another() {
        shadows.side.log.append(history);
        shadows.side.caughtUp();
        Poisoned slow = new Poisoned(new LogTailFeed(shadows.side.database), Long.MAX_VALUE);
        slow.most = 250;
        Replays dying = shadows.replays("dying", slow);
        long id = shadows.begin(dying, Shadows.following(50)).id();
        org.awaitility.Awaitility.await()
                .until(() -> dying.find(id).orElseThrow().position() == 249);
        dying.stop();

        Replay interrupted = shadows.until(replays, id, Replay.Status.INTERRUPTED);
        assertThat(interrupted.position()).isEqualTo(249);
        replays.resume(id);
        shadows.caughtUp(replays, id);
        assertThat(shadows.compared(replays, id).agrees()).isTrue();
        assertThat(replays.find(id).orElseThrow().frontier()).isEqualTo(shadows.tree());
    }

    private static CountedHistory counted(List<RecordedEvent> events) {
        CountedHistory counted = new CountedHistory(Methodologies.DOCUMENTED);
        events.forEach(counted::apply);
        return counted;
    }

    /** A feed of which one event cannot be read, or that ends before the log does. */
    private static final class Poisoned implements Feed {
        private final Feed log;
        private final long bad;
        private volatile boolean cured;
        private volatile long most = Long.MAX_VALUE;

        Poisoned(Feed log, long bad) {
            this.log = log;
            this.bad = bad;
        }

        @Override
        public FeedHead head() {
            return log.head();
        }

        @Override
        public FeedPage read(long from, int limit) {
            if (from >= most) {
                return FeedPage.nothing(from);
            }
            FeedPage page = log.read(from, (int) Math.min(limit, most - from));
            return new FeedPage(
                    page.events().stream()
                            .map(
                                    event ->
                                            event.position() == bad && !cured
                                                    ? new FeedEvent(bad, new byte[] {'{', '}'})
                                                    : event)
                            .toList(),
                    page.through());
        }
    }
}
