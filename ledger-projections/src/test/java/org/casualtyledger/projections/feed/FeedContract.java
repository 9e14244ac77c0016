package org.casualtyledger.projections.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What every feed of the whole log promises. */
public abstract class FeedContract {
    private static final Instant AT = Instant.parse("2026-11-22T06:00:00.123Z");

    /** Adds one event to the log behind the feed. */
    protected abstract void append(Instant at, byte[] leaf);

    protected abstract Feed feed();

    @Test
    void an_empty_log_has_no_events_and_size_0() {
        assertThat(feed().head()).isEqualTo(new FeedHead(0, Instant.EPOCH));
        assertThat(feed().read(0, 10)).isEqualTo(FeedPage.nothing(0));
    }

    @Test
    void events_come_by_position_from_where_one_asks() {
        for (int i = 0; i < 10; i++) {
            append(AT, new byte[] {(byte) i});
        }

        FeedPage page = feed().read(3, 4);
        List<FeedEvent> read = page.events();

        assertThat(read).extracting(FeedEvent::position).containsExactly(3L, 4L, 5L, 6L);
        assertThat(read)
                .extracting(e -> e.leaf()[0])
                .containsExactly((byte) 3, (byte) 4, (byte) 5, (byte) 6);
        assertThat(page.through()).isEqualTo(7);
        assertThat(feed().head()).isEqualTo(new FeedHead(10, AT));
    }

    @Test
    void beyond_the_head_there_is_nothing_yet() {
        append(AT, new byte[] {1});

        assertThat(feed().read(1, 10)).isEqualTo(FeedPage.nothing(1));
        assertThat(feed().read(7, 10)).isEqualTo(FeedPage.nothing(7));
    }

    @Test
    void the_same_position_reads_the_same_again() {
        append(AT, "ü{}".getBytes());

        assertThat(feed().read(0, 1).events().getFirst().leaf())
                .isEqualTo(feed().read(0, 1).events().getFirst().leaf());
        assertThat(feed().read(0, 1).events().getFirst().leaf()).isEqualTo("ü{}".getBytes());
    }

    @Test
    void large_events_come_in_several_answers_and_none_is_lost() {
        for (int i = 0; i < 600; i++) {
            append(AT, new byte[65_535]);
        }

        List<Long> positions = new ArrayList<>();
        int answers = 0;
        while (positions.size() < 600) {
            FeedPage page = feed().read(positions.size(), 600);
            page.events().forEach(e -> positions.add(e.position()));
            assertThat(page.through()).isEqualTo(positions.size());
            answers++;
        }

        assertThat(answers).isGreaterThan(1);
        for (int i = 0; i < 600; i++) {
            assertThat(positions.get(i)).isEqualTo(i);
        }
    }

    @Test
    void a_reader_beside_a_writer_sees_every_position_once() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        Thread writer =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    for (int i = 0; i < 300; i++) {
                                        append(AT, new byte[] {(byte) i});
                                    }
                                    done.set(true);
                                });
        List<Long> seen = new ArrayList<>();
        while (seen.size() < 300) {
            boolean last = done.get();
            feed().read(seen.size(), 7).events().forEach(e -> seen.add(e.position()));
            if (last && seen.size() < 300) {
                assertThat(feed().read(seen.size(), 7).isBeyond(seen.size())).isTrue();
            }
        }
        writer.join();

        for (int i = 0; i < 300; i++) {
            assertThat(seen.get(i)).isEqualTo(i);
        }
    }
}
