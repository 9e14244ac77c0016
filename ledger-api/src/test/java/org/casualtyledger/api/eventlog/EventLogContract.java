package org.casualtyledger.api.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.casualtyledger.api.eventlog.Events.about;
import static org.casualtyledger.api.eventlog.Events.event;
import static org.casualtyledger.api.eventlog.Events.key;
import static org.casualtyledger.api.eventlog.Events.tag;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.casualtyledger.api.eventlog.AppendResult.Appended;
import org.casualtyledger.api.eventlog.AppendResult.KeyReused;
import org.casualtyledger.api.eventlog.AppendResult.Refused;
import org.casualtyledger.api.eventlog.AppendResult.Replayed;
import org.casualtyledger.events.merkle.Frontier;
import org.casualtyledger.events.merkle.Merkle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every backend of {@link EventLog} promises. Each test has an empty log of its own. */
@Timeout(60)
abstract class EventLogContract {

    protected EventLog log;
    private final ExecutorService others = Executors.newVirtualThreadPerTaskExecutor();

    /** An empty log. */
    protected abstract EventLog open() throws Exception;

    /** A table for notes beside events. */
    protected abstract CompanionTable<String> notes();

    /** The notes that were kept, as {@code position:note}, in order of position. */
    protected abstract List<String> keptNotes();

    @BeforeEach
    void openLog() throws Exception {
        log = open();
    }

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Test
    void an_empty_log_has_the_empty_root_and_no_events() {
        assertThat(log.head()).isEqualTo(new Head(0, Instant.EPOCH, Frontier.empty()));
        assertThat(log.read(0, 10)).isEmpty();
        assertThat(log.positionAt(Instant.now())).isZero();
    }

    @Test
    void events_stand_at_consecutive_positions_in_the_order_in_which_they_were_appended() {
        NewEvent a = about("a");
        NewEvent b = about("b");
        NewEvent c = about("c");
        List<Receipt> first = appended(Append.of(a, b));
        List<Receipt> second = appended(Append.of(c));

        assertThat(first).extracting(Receipt::position).containsExactly(0L, 1L);
        assertThat(second).extracting(Receipt::position).containsExactly(2L);
        assertThat(log.read(0, 10))
                .extracting(StoredEvent::id)
                .containsExactly(a.id(), b.id(), c.id());
        assertThat(log.head().size()).isEqualTo(3);
    }

    @Test
    void the_leaf_is_the_tail_behind_the_moment_of_recording_to_the_millisecond() {
        NewEvent a = about("a");
        Receipt receipt = appended(Append.of(a)).getFirst();
        StoredEvent stored = log.read(0, 1).getFirst();

        String leaf = new String(stored.leaf(), StandardCharsets.UTF_8);
        assertThat(leaf)
                .isEqualTo(
                        "{\"at\":\""
                                + leaf.substring(7, 31)
                                + "\","
                                + new String(a.tail(), StandardCharsets.UTF_8));
        assertThat(leaf.substring(7, 31))
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(Instant.parse(leaf.substring(7, 31)))
                .isEqualTo(stored.at())
                .isEqualTo(receipt.at());
        assertThat(stored.leafHash())
                .isEqualTo(Merkle.leafHash(stored.leaf()))
                .isEqualTo(receipt.leafHash());
        assertThat(stored.type()).isEqualTo(Events.TYPE);
        assertThat(stored.by()).contains("airwars");
        assertThat(stored.theatre()).contains("SYR");
        assertThat(stored.receipt()).isEqualTo(receipt);
    }

    @Test
    void an_event_without_organisation_theatre_or_tags_is_kept() {
        byte[] tail = "\"data\":{}}".getBytes(StandardCharsets.UTF_8);
        NewEvent bare =
                new NewEvent(
                        UUID.randomUUID(),
                        "gazetteer-adopted",
                        Optional.empty(),
                        Optional.empty(),
                        Set.of(),
                        tail);
        appended(Append.of(bare));
        assertThat(log.read(0, 1).getFirst().by()).isEmpty();
        assertThat(log.read(0, 1).getFirst().theatre()).isEmpty();
    }

    @Test
    void a_leaf_of_65535_bytes_is_kept_and_one_more_is_refused_at_once() {
        int tailBytes = NewEvent.MAX_LEAF_BYTES - "{\"at\":\"2026-11-22T06:00:00.123Z\",".length();
        appended(Append.of(withTail(new byte[tailBytes])));
        assertThat(log.read(0, 1).getFirst().leaf()).hasSize(NewEvent.MAX_LEAF_BYTES);
        assertThatThrownBy(() -> withTail(new byte[tailBytes + 1]))
                .isInstanceOf(NewEvent.LeafTooLong.class);
    }

    @Test
    void the_head_has_the_root_over_all_leaves() {
        for (int i = 0; i < 20; i++) {
            appended(Append.of(about("a" + i), about("b" + i)));
        }
        assertThat(log.head().frontier()).isEqualTo(recomputed());
    }

    @Test
    void an_absent_condition_refuses_the_second_and_names_the_first() {
        appended(Append.of(about("other")));
        appended(Append.of(about("a")).on(Condition.absent(tag("a"))));
        assertThat(result(Append.of(about("a")).on(Condition.absent(tag("a")))))
                .isEqualTo(new Refused(1));
        assertThat(log.head().size()).isEqualTo(2);
    }

    @Test
    void an_unchanged_condition_holds_until_something_newer_stands_there() {
        appended(Append.of(about("a")));
        appended(Append.of(about("a")).on(Condition.unchanged(tag("a"), 0)));
        assertThat(result(Append.of(about("a")).on(Condition.unchanged(tag("a"), 0))))
                .isEqualTo(new Refused(1));
        appended(Append.of(about("a")).on(Condition.unchanged(tag("a"), 1)));
    }

    @Test
    void every_condition_of_an_append_must_hold() {
        appended(Append.of(about("a")));
        Append append =
                Append.of(about("b")).on(Condition.absent(tag("b"))).on(Condition.absent(tag("a")));
        assertThat(result(append)).isEqualTo(new Refused(0));
    }

    @Test
    void a_criterion_wants_all_of_its_tags_and_any_of_its_types() {
        appended(Append.of(about("a", "b"), event("report-withdrawn", "airwars", "a"), about("b")));

        assertThat(violates(new Criterion(Set.of(), Set.of(tag("a"), tag("b")))))
                .isEqualTo(new Refused(0));
        assertThat(violates(new Criterion(Set.of("report-withdrawn"), Set.of(tag("a")))))
                .isEqualTo(new Refused(1));
        assertThat(violates(new Criterion(Set.of("report-withdrawn", "x"), Set.of())))
                .isEqualTo(new Refused(1));
        assertThat(violates(new Criterion(Set.of(), Set.of()))).isEqualTo(new Refused(0));
        assertThat(violates(new Criterion(Set.of("report-withdrawn"), Set.of(tag("b")))))
                .isInstanceOf(Appended.class);
        assertThat(violates(new Criterion(Set.of(), Set.of(tag("a"), tag("c")))))
                .isInstanceOf(Appended.class);
    }

    @Test
    void any_of_several_criteria_violates_a_condition() {
        appended(Append.of(about("a")));
        Condition condition =
                new Condition(List.of(Criterion.tagged(tag("x")), Criterion.tagged(tag("a"))), -1);
        assertThat(result(Append.of(about("z")).on(condition))).isEqualTo(new Refused(0));
    }

    @Test
    void what_any_of_many_criteria_select_is_read_once_and_in_order() {
        appended(Append.of(about("a", "b"), about("c"), event("odd", "airwars", "d"), about("b")));
        List<Criterion> criteria = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            criteria.add(Criterion.tagged(tag("none-" + i)));
        }
        criteria.add(Criterion.tagged(tag("b")));
        criteria.add(Criterion.tagged(tag("a")));
        criteria.add(new Criterion(Set.of("odd"), Set.of(tag("d"))));
        assertThat(log.readMatching(criteria, 0, 10).events())
                .extracting(StoredEvent::position)
                .containsExactly(0L, 2L, 3L);
        assertThat(log.readMatching(criteria, 1, 1).events())
                .extracting(StoredEvent::position)
                .containsExactly(2L);
    }

    @Test
    void tags_with_quotes_commas_and_braces_are_tags_like_any_other() {
        String odd = "a\"b\\c,{d} 'é' NULL";
        appended(Append.of(about(odd, "second")));
        assertThat(result(Append.of(about("x")).on(Condition.absent(tag(odd)))))
                .isEqualTo(new Refused(0));
        assertThat(violates(new Criterion(Set.of(), Set.of(tag(odd), tag("second")))))
                .isEqualTo(new Refused(0));
    }

    @Test
    void of_many_at_once_that_want_the_same_to_be_absent_exactly_one_gets_through() {
        List<CompletableFuture<AppendResult>> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            answers.add(log.append(Append.of(about("same")).on(Condition.absent(tag("same")))));
        }
        List<AppendResult> results = answers.stream().map(CompletableFuture::join).toList();
        assertThat(results).filteredOn(Appended.class::isInstance).hasSize(1);
        assertThat(results)
                .filteredOn(Refused.class::isInstance)
                .hasSize(99)
                .containsOnly(new Refused(0));
        assertThat(log.head().size()).isEqualTo(1);
    }

    @Test
    void a_refusal_harms_no_neighbour_and_leaves_no_hole() {
        appended(Append.of(about("taken")));
        List<CompletableFuture<AppendResult>> answers = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            String report = i % 3 == 0 ? "taken" : "r" + i;
            answers.add(log.append(Append.of(about(report)).on(Condition.absent(tag(report)))));
        }
        for (int i = 0; i < 300; i++) {
            assertThat(answers.get(i).join())
                    .isInstanceOf(i % 3 == 0 ? Refused.class : Appended.class);
        }
        assertThat(log.head().size()).isEqualTo(201);
        assertThat(log.head().frontier()).isEqualTo(recomputed());
    }

    @Test
    void an_event_id_is_held_once_and_the_second_harms_no_neighbour() {
        NewEvent a = about("a");
        appended(Append.of(about("first")));
        appended(Append.of(a));
        var before = log.append(Append.of(about("b")));
        var again = log.append(Append.of(a));
        var after = log.append(Append.of(about("c")));
        assertThat(again.join()).isEqualTo(new Refused(1));
        assertThat(before.join()).isInstanceOf(Appended.class);
        assertThat(after.join()).isInstanceOf(Appended.class);
        assertThatIllegalArgumentException().isThrownBy(() -> Append.of(a, a));
    }

    @Test
    void the_same_request_sent_again_gets_the_first_receipts() {
        Append twice = Append.of(about("a"), about("b")).once(key("k", "request"));
        List<Receipt> first = appended(twice);
        Append retry =
                Append.of(about("a"), about("b"))
                        .once(key("k", "request"))
                        .on(Condition.absent(tag("a")));
        assertThat(result(retry)).isEqualTo(new Replayed(first));
        assertThat(log.earlier(key("k", "request"))).contains(new Replayed(first));
        assertThat(log.head().size()).isEqualTo(2);
    }

    @Test
    void another_request_under_the_same_key_is_told_so() {
        appended(Append.of(about("a")).once(key("k", "request")));
        assertThat(result(Append.of(about("b")).once(key("k", "other"))))
                .isEqualTo(new KeyReused(0));
        assertThat(log.earlier(key("k", "other"))).contains(new KeyReused(0));
        assertThat(log.earlier(key("new", "request"))).isEmpty();
    }

    @Test
    void a_key_belongs_to_its_scope() {
        appended(Append.of(about("a")).once(new Idempotency("one", "k", new byte[] {1})));
        appended(Append.of(about("b")).once(new Idempotency("two", "k", new byte[] {2})));
    }

    @Test
    void equal_twins_in_flight_together_get_the_same_receipt() {
        List<CompletableFuture<AppendResult>> answers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            answers.add(
                    log.append(
                            Append.of(about("twin"))
                                    .once(key("k", "request"))
                                    .on(Condition.absent(tag("twin")))));
        }
        List<AppendResult> results = answers.stream().map(CompletableFuture::join).toList();
        List<Receipt> receipts = ((Appended) results.getFirst()).receipts();
        assertThat(results.subList(1, 50)).containsOnly(new Replayed(receipts));
        assertThat(log.head().size()).isEqualTo(1);
    }

    @Test
    void a_refused_request_does_not_use_up_its_key() {
        appended(Append.of(about("a")));
        result(Append.of(about("a")).once(key("k", "request")).on(Condition.absent(tag("a"))));
        appended(Append.of(about("a")).once(key("k", "request")));
    }

    @Test
    void companions_are_kept_beside_their_events_and_only_with_them() {
        CompanionTable<String> notes = notes();
        appended(Append.of(about("x")));
        appended(
                Append.of(about("a"), about("b"))
                        .with(new Companion<>(notes, 1, "of b"))
                        .with(new Companion<>(notes, 0, "of a")));
        result(
                Append.of(about("a"))
                        .on(Condition.absent(tag("a")))
                        .with(new Companion<>(notes, 0, "never")));
        assertThat(keptNotes()).containsExactly("1:of a", "2:of b");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Append.of(about("a")).with(new Companion<>(notes, 1, "of nothing")));
    }

    @Test
    void reading_by_criteria_finds_what_matches_in_order_page_by_page() {
        for (int i = 0; i < 10; i++) {
            appended(
                    Append.of(
                            about("even"),
                            event("report-withdrawn", "airwars", "odd"),
                            about("both", "even")));
        }
        Criterion even = Criterion.tagged(tag("even"));
        Criterion withdrawn = new Criterion(Set.of("report-withdrawn"), Set.of());
        Criterion both = new Criterion(Set.of(Events.TYPE), Set.of(tag("even"), tag("both")));

        assertThat(positions(List.of(both), 0, 100)).hasSize(10).startsWith(2L, 5L);
        assertThat(positions(List.of(even, both), 3, 3)).containsExactly(3L, 5L, 6L);
        assertThat(positions(List.of(withdrawn, both), 0, 4)).containsExactly(1L, 2L, 4L, 5L);
        assertThat(positions(List.of(even), 30, 10)).isEmpty();
        assertThat(positions(List.of(), 0, 10)).isEmpty();
        assertThat(positions(List.of(new Criterion(Set.of(), Set.of())), 28, 10))
                .containsExactly(28L, 29L);
        assertThat(log.readMatching(List.of(even), 0, 1).size()).isEqualTo(30);
    }

    @Test
    void an_organisation_lists_its_own_events_by_type_in_both_directions() {
        for (int i = 0; i < 5; i++) {
            appended(
                    Append.of(
                            event("a", "airwars"),
                            event("b", "airwars"),
                            event("a", "sohr"),
                            event("c", "airwars")));
        }
        var up = Listing.Direction.ASCENDING;
        var down = Listing.Direction.DESCENDING;
        assertThat(listed(new Listing("airwars", Set.of("a"), 0, up, 3)))
                .containsExactly(0L, 4L, 8L);
        assertThat(listed(new Listing("airwars", Set.of("a", "b"), 5, up, 3)))
                .containsExactly(5L, 8L, 9L);
        assertThat(listed(new Listing("airwars", Set.of("a", "c"), Long.MAX_VALUE, down, 3)))
                .containsExactly(19L, 16L, 15L);
        assertThat(listed(new Listing("airwars", Set.of("a", "c"), 14, down, 10)))
                .containsExactly(12L, 11L, 8L, 7L, 4L, 3L, 0L);
        assertThat(listed(new Listing("nobody", Set.of("a"), 0, up, 10))).isEmpty();
    }

    @Test
    void events_are_found_by_their_ids() {
        NewEvent a = about("a");
        NewEvent b = about("b");
        appended(Append.of(a, about("x"), b));
        assertThat(log.find(List.of(b.id(), UUID.randomUUID(), a.id())))
                .extracting(StoredEvent::position)
                .containsExactly(0L, 2L);
        assertThat(log.find(List.of())).isEmpty();
    }

    @Test
    void the_position_at_an_instant_is_that_of_the_first_event_after_it() {
        for (int i = 0; i < 9; i++) {
            appended(Append.of(about("a"), about("b")));
        }
        for (StoredEvent event : log.read(0, 100)) {
            long position = log.positionAt(event.at());
            assertThat(position).isGreaterThan(event.position());
            assertThat(log.read(position, 1))
                    .allSatisfy(next -> assertThat(next.at()).isAfter(event.at()));
            assertThat(log.positionAt(event.at().minusMillis(1)))
                    .isLessThanOrEqualTo(event.position());
        }
        assertThat(log.positionAt(Instant.EPOCH)).isZero();
        assertThat(log.positionAt(Instant.now().plusSeconds(3_600))).isEqualTo(18);
    }

    @Test
    void pages_have_a_limit() {
        assertThatIllegalArgumentException().isThrownBy(() -> log.read(0, EventLog.MAX_PAGE + 1));
        assertThatIllegalArgumentException().isThrownBy(() -> log.read(0, 0));
    }

    @Test
    void many_threads_leave_no_gaps_and_a_reader_that_saw_a_position_has_seen_all_below()
            throws Exception {
        int threads = 12;
        int each = 150;
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Long> reader = pool.submit(() -> readWithoutGaps(done));
            CountDownLatch writers = new CountDownLatch(threads);
            for (int t = 0; t < threads; t++) {
                int thread = t;
                pool.submit(
                        () -> {
                            for (int i = 0; i < each; i++) {
                                Append append = Append.of(about("t" + thread), about("i" + i));
                                appended(i % 5 == 0 ? append.asBulk() : append);
                            }
                            writers.countDown();
                            return null;
                        });
            }
            assertThat(writers.await(50, TimeUnit.SECONDS)).isTrue();
            done.set(true);
            assertThat(reader.get()).isEqualTo(2L * threads * each);
        }
        assertThat(log.head().size()).isEqualTo(2L * threads * each);
        assertThat(log.head().frontier()).isEqualTo(recomputed());
        for (int t = 0; t < threads; t++) {
            assertThat(positions(List.of(Criterion.tagged(tag("t" + t))), 0, 1_000)).hasSize(each);
        }
    }

    /**
     * Reads as a projection would, and checks each page: dense, never back in time, nothing below
     * appears later.
     */
    private long readWithoutGaps(AtomicBoolean done) {
        long next = 0;
        Instant at = Instant.EPOCH;
        while (true) {
            boolean last = done.get();
            List<StoredEvent> page = log.read(next, 500);
            for (StoredEvent event : page) {
                assertThat(event.position()).isEqualTo(next);
                assertThat(event.at()).isAfterOrEqualTo(at);
                at = event.at();
                next++;
            }
            if (page.isEmpty() && last) {
                return next;
            }
            Thread.onSpinWait();
        }
    }

    @Test
    void a_watcher_hears_that_the_log_has_grown_until_it_leaves() {
        AtomicLong calls = new AtomicLong();
        EventLog.Watch watch = log.watch(calls::incrementAndGet);
        appended(Append.of(about("a")));
        await().until(() -> calls.get() > 0);
        watch.close();
    }

    @Test
    void what_is_chained_to_an_answer_may_block_without_holding_up_others() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        // From a thread of its own: where the answer is there already, the caller runs what it
        // chains.
        Future<Boolean> blocked =
                others.submit(
                        () ->
                                log.append(Append.of(about("a")))
                                        .thenApply(_ -> released(never))
                                        .join());
        for (int i = 0; i < 10; i++) {
            appended(Append.of(about("b")));
        }
        never.countDown();
        assertThat(blocked.get()).isTrue();
    }

    private static boolean released(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_closed_log_takes_nothing_but_has_finished_what_it_took() {
        List<CompletableFuture<AppendResult>> taken = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            taken.add(log.append(Append.of(about("a"))));
        }
        log.close();
        assertThat(taken)
                .allSatisfy(answer -> assertThat(answer.join()).isInstanceOf(Appended.class));
        assertThatThrownBy(() -> log.append(Append.of(about("a"))).join())
                .hasCauseInstanceOf(LogUnavailable.class)
                .satisfies(
                        e ->
                                assertThat(((LogUnavailable) e.getCause()).reason())
                                        .isEqualTo(LogUnavailable.Reason.CLOSED));
    }

    protected AppendResult result(Append append) {
        return log.append(append).join();
    }

    protected List<Receipt> appended(Append append) {
        AppendResult result = result(append);
        assertThat(result).isInstanceOf(Appended.class);
        return ((Appended) result).receipts();
    }

    private AppendResult violates(Criterion criterion) {
        return result(
                Append.of(about(UUID.randomUUID().toString()))
                        .on(new Condition(List.of(criterion), Condition.NONE)));
    }

    private List<Long> positions(List<Criterion> anyOf, long from, int limit) {
        return log.readMatching(anyOf, from, limit).events().stream()
                .map(StoredEvent::position)
                .toList();
    }

    private List<Long> listed(Listing listing) {
        return log.list(listing).stream().map(StoredEvent::position).toList();
    }

    protected Frontier recomputed() {
        Frontier frontier = Frontier.empty();
        for (List<StoredEvent> page = log.read(0, 1_000);
                !page.isEmpty();
                page = log.read(frontier.size(), 1_000)) {
            frontier =
                    frontier.append(
                            page.stream().map(event -> Merkle.leafHash(event.leaf())).toList());
        }
        return frontier;
    }

    private static NewEvent withTail(byte[] tail) {
        return new NewEvent(
                UUID.randomUUID(), Events.TYPE, Optional.empty(), Optional.empty(), Set.of(), tail);
    }
}
