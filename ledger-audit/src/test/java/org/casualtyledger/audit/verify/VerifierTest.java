package org.casualtyledger.audit.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.casualtyledger.audit.LogServer;
import org.casualtyledger.audit.MemoryLog;
import org.casualtyledger.audit.Publisher;
import org.casualtyledger.audit.published.DirectoryLog;
import org.casualtyledger.audit.published.Finding;
import org.casualtyledger.audit.published.HttpLog;
import org.casualtyledger.audit.published.PublishedLog;
import org.casualtyledger.counting.CountedHistory;
import org.casualtyledger.counting.Histories;
import org.casualtyledger.counting.Methodologies;
import org.casualtyledger.counting.Methodology;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.MethodologyPublished;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.ReportWithdrawn;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.WithdrawalReason;
import org.casualtyledger.events.merkle.Tile;
import org.casualtyledger.events.note.Checkpoint;
import org.casualtyledger.events.note.SignedNote;
import org.casualtyledger.events.note.SigningKey;
import org.casualtyledger.events.note.VerifierKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerifierTest {
    private static final List<RecordedEvent> EVENTS = new Histories(new Random(4)).history(1_000);
    private static final Publisher PUBLISHER = Publisher.ofEvents(EVENTS);
    private static final Terms TERMS = Terms.trusting().withKey(Publisher.KEY.verifier());
    private static final Terms BYTES = TERMS.with(Terms.Depth.BYTES);

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 255, 256, 257, 511, 512, 777, 1_000})
    void an_honest_log_of_any_size_is_sound(int size) throws Exception {
        Verdict verdict = verify(PUBLISHER.published(size), TERMS);

        assertThat(verdict).isInstanceOf(Verdict.Sound.class);
        assertThat(verdict.tree()).hasValue(PUBLISHER.tree(size));
    }

    @ParameterizedTest
    @ValueSource(ints = {65_535, 65_536, 65_537, 131_072 + 256 * 3 + 5})
    void so_are_trees_of_three_levels(int size) throws Exception {
        List<byte[]> leaves = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            leaves.add(("leaf " + i).getBytes(UTF_8));
        }
        Publisher large = new Publisher(leaves);

        assertThat(verify(large.published(), BYTES)).isInstanceOf(Verdict.Sound.class);

        MemoryLog changed = MemoryLog.over(large.published());
        String path = "tile/2/000.p/" + (size >> 16);
        if (size >> 16 > 0) {
            byte[] tile = changed.read(path).orElseThrow();
            tile[tile.length - 1] ^= 1;
            changed.put(path, tile);
            assertThat(finding(changed, BYTES))
                    .isEqualTo(new Finding.TileChanged(((size >> 16) - 1L) << 16, path));
        }
    }

    @Test
    void an_empty_log_is_sound() throws Exception {
        assertThat(verify(PUBLISHER.published(0), TERMS)).isInstanceOf(Verdict.Sound.class);
    }

    @Test
    void what_is_counted_again_is_what_counting_gives() throws Exception {
        Verdict.Sound sound = (Verdict.Sound) verify(PUBLISHER.published(), TERMS);
        CountedHistory counted = new CountedHistory(Methodologies.DOCUMENTED);
        EVENTS.forEach(counted::apply);

        assertThat(sound.counted().orElseThrow().tally()).isEqualTo(counted.tallyDigest());
        assertThat(sound.counted().orElseThrow().postings()).isEqualTo(counted.postingsDigest());
        assertThat(sound.receipted()).isFalse();
    }

    @Test
    void a_receipt_as_of_any_position_and_by_any_shipped_rules_is_counted_again() throws Exception {
        for (Methodology methodology : Methodologies.shipped()) {
            byte[] receipt = PUBLISHER.receipt(EVENTS.subList(0, 600), methodology, 700);
            MemoryLog log = Publisher.withReceipt(PUBLISHER.published(), receipt);

            assertThat(verify(log, TERMS))
                    .isInstanceOfSatisfying(
                            Verdict.Sound.class, sound -> assertThat(sound.receipted()).isTrue());
        }
    }

    @Test
    void a_receipt_by_rules_that_the_log_itself_published_is_counted_again() throws Exception {
        String document = Methodologies.CONFIRMED_FAIR.document().replace("confirmed-fair", "ours");
        Methodology ours = Methodologies.read(document).orElseThrow();
        List<RecordedEvent> events = new ArrayList<>(EVENTS);
        events.set(
                500, // an organisation's registration or whatever it was: counted alike
                like(
                        EVENTS.get(499),
                        new MethodologyPublished(
                                ours.name(), ours.version(), document, ours.hash())));
        List<RecordedEvent> history = admissible(events);
        Publisher publisher = Publisher.ofEvents(history);
        byte[] receipt = publisher.receipt(history, ours, history.size());
        MemoryLog log = Publisher.withReceipt(publisher.published(), receipt);

        assertThat(verify(log, TERMS)).isInstanceOf(Verdict.Sound.class);
    }

    @Test
    void a_receipt_by_rules_that_nobody_knows_is_unfounded() throws Exception {
        String document = Methodologies.CONFIRMED_FAIR.document().replace("confirmed-fair", "ours");
        Methodology ours = Methodologies.read(document).orElseThrow();
        MemoryLog log =
                Publisher.withReceipt(
                        PUBLISHER.published(), PUBLISHER.receipt(EVENTS, ours, 1_000));

        assertThat(finding(log, TERMS)).isInstanceOf(Finding.ReceiptUnfounded.class);
    }

    @Test
    void without_a_key_the_logs_own_is_believed_and_the_verdict_says_so() throws Exception {
        Verdict verdict = verify(PUBLISHER.published(), Terms.trusting());

        assertThat(verdict).isInstanceOf(Verdict.Sound.class);
        assertThat(verdict.reservations()).anyMatch(said -> said.contains("trusted on first use"));
    }

    @Test
    void a_checkpoint_by_another_key_is_not_believed() throws Exception {
        SigningKey other = SigningKey.generate(Publisher.ORIGIN, VerifierKey.ED25519);

        assertThat(finding(PUBLISHER.published(), TERMS.withKey(other.verifier())))
                .isInstanceOf(Finding.NotSigned.class);
    }

    @Test
    void a_witness_that_did_not_cosign_is_named() throws Exception {
        SigningKey witness = SigningKey.generate("witness.example", VerifierKey.COSIGNATURE);
        Terms terms = BYTES.withWitnesses(List.of(witness.verifier()));
        MemoryLog log = PUBLISHER.published();

        assertThat(finding(log, terms).words()).contains("witness.example");

        SignedNote note = SignedNote.parse(PUBLISHER.checkpoint(1_000));
        log.put("checkpoint", note.with(witness.cosign(note.text(), 1_790_000_000)).bytes());
        assertThat(verify(log, terms)).isInstanceOf(Verdict.Sound.class);
    }

    @Test
    void a_log_that_goes_on_is_consistent_with_what_was_kept() throws Exception {
        List<Terms.Kept> kept = new ArrayList<>();
        for (int size : new int[] {0, 1, 255, 256, 512, 900, 1_000}) {
            kept.add(new Terms.Kept("kept", PUBLISHER.checkpoint(size), Optional.empty()));
        }

        assertThat(verify(PUBLISHER.published(), BYTES.withSince(kept)))
                .isInstanceOf(Verdict.Sound.class);
    }

    @Test
    void a_log_that_was_rolled_back_is_noticed_and_the_first_lost_position_named()
            throws Exception {
        Terms.Kept kept = new Terms.Kept("kept", PUBLISHER.checkpoint(900), Optional.empty());

        assertThat(finding(PUBLISHER.published(700), BYTES.withSince(List.of(kept))))
                .isEqualTo(new Finding.RolledBack(700, 900, "kept"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 255, 256, 700, 899})
    void a_fork_by_the_true_key_is_noticed_and_named_where_the_old_tiles_are_at_hand(int at)
            throws Exception {
        PublishedLog before = PUBLISHER.published(900);
        List<byte[]> leaves = new ArrayList<>(PUBLISHER.leaves());
        leaves.set(at, leaves.get(999));
        Publisher forked = new Publisher(leaves);

        assertThat(finding(forked.published(), BYTES.withSince(List.of(kept(before, true)))))
                .isInstanceOfSatisfying(
                        Finding.Forked.class, f -> assertThat(f.position()).hasValue(at));
        assertThat(finding(forked.published(), BYTES.withSince(List.of(kept(before, false)))))
                .isInstanceOfSatisfying(
                        Finding.Forked.class, f -> assertThat(f.position()).isEmpty());
    }

    @Test
    void a_receipt_of_a_fork_is_noticed() throws Exception {
        List<RecordedEvent> swapped = new ArrayList<>(EVENTS);
        Collections.swap(swapped, 3, 4);
        byte[] receipt =
                Publisher.ofEvents(swapped).receipt(EVENTS, Methodologies.DOCUMENTED, 1_000);

        assertThat(finding(Publisher.withReceipt(PUBLISHER.published(), receipt), TERMS))
                .isInstanceOf(Finding.Forked.class);
    }

    @Test
    void a_tree_that_does_not_have_the_signed_root_is_noticed_though_all_fits_together()
            throws Exception {
        Checkpoint other = new Checkpoint(Publisher.ORIGIN, 1_000, PUBLISHER.tree(999).root());
        MemoryLog log = PUBLISHER.published().put("checkpoint", Publisher.signed(other));

        assertThat(finding(log, BYTES)).isInstanceOf(Finding.RootDiffers.class);
    }

    @Test
    void entries_that_were_rewritten_with_their_tile_are_named_by_the_tile_above()
            throws Exception {
        List<byte[]> leaves = new ArrayList<>(PUBLISHER.leaves());
        leaves.set(300, leaves.get(301));
        Publisher rewritten = new Publisher(leaves);
        Tile tile = new Tile(0, 1, Tile.FULL);
        MemoryLog log =
                MemoryLog.over(PUBLISHER.published())
                        .put("tile/" + tile.path(), rewritten.tile(tile))
                        .put("tile/" + tile.entriesPath(), rewritten.bundle(tile));

        assertThat(finding(log, BYTES))
                .isEqualTo(new Finding.EntriesRewritten(256, 511, "tile/1/000.p/3"));
    }

    @Test
    void what_was_signed_and_is_no_event_is_named() throws Exception {
        List<byte[]> leaves = new ArrayList<>(PUBLISHER.leaves());
        leaves.set(700, "{}".getBytes(UTF_8));

        assertThat(finding(new Publisher(leaves).published(), TERMS))
                .isInstanceOfSatisfying(
                        Finding.EventUnreadable.class, f -> assertThat(f.first()).isEqualTo(700));
    }

    @Test
    void a_second_text_of_the_same_event_is_no_event() throws Exception {
        List<byte[]> leaves = new ArrayList<>(PUBLISHER.leaves());
        leaves.set(42, (new String(leaves.get(42), UTF_8) + " ").getBytes(UTF_8));

        assertThat(finding(new Publisher(leaves).published(), TERMS).words())
                .contains("position 42", "canonical");
    }

    @Test
    void time_that_goes_backwards_is_named() throws Exception {
        List<RecordedEvent> events = new ArrayList<>(EVENTS);
        RecordedEvent late = events.get(10);
        events.set(
                10,
                new RecordedEvent(
                        Instant.parse("2030-01-01T00:00:00Z"),
                        late.by(),
                        late.id(),
                        late.theatre(),
                        late.event()));

        assertThat(finding(Publisher.ofEvents(events).published(), TERMS))
                .isInstanceOfSatisfying(
                        Finding.TimeWentBack.class, f -> assertThat(f.first()).isEqualTo(11));
    }

    @Test
    void an_event_that_no_ledger_could_have_accepted_is_named() throws Exception {
        List<RecordedEvent> events = new ArrayList<>(EVENTS.subList(0, 300));
        ReportId unknown = new ReportId(new UUID(0, 0));
        events.set(
                299,
                like(
                        events.get(299),
                        new ReportWithdrawn(
                                unknown, WithdrawalReason.OTHER, Optional.empty(), List.of())));

        assertThat(finding(Publisher.ofEvents(events).published(), TERMS))
                .isInstanceOfSatisfying(
                        Finding.EventInadmissible.class, f -> assertThat(f.first()).isEqualTo(299));
    }

    @Test
    void what_submitters_signed_is_verified_and_a_signature_that_is_none_is_named()
            throws Exception {
        List<byte[]> leaves = new ArrayList<>();
        for (String name : List.of("key-added.v1", "report-submitted.v1.signed")) {
            try (var golden = EventCodec.class.getResourceAsStream("/golden/" + name + ".json")) {
                leaves.add(golden.readAllBytes());
            }
        }
        assertThat(verify(new Publisher(leaves).published(), TERMS))
                .isInstanceOf(Verdict.Sound.class);

        String signed = new String(leaves.get(1), UTF_8);
        String forged = signed.replaceFirst("\"min\":([0-9]+)", "\"min\":0");
        assertThat(forged).isNotEqualTo(signed);
        leaves.set(1, forged.getBytes(UTF_8));

        assertThat(finding(new Publisher(leaves).published(), TERMS))
                .isInstanceOfSatisfying(
                        Finding.SignatureInvalid.class, f -> assertThat(f.first()).isEqualTo(1));
    }

    @Test
    void other_checks_of_an_event_are_made_in_order_and_their_fault_is_named() throws Exception {
        List<Long> seen = new ArrayList<>();
        LeafCheck check =
                (position, leaf, event) -> {
                    assertThat(EventCodec.encode(event)).isEqualTo(leaf);
                    seen.add(position);
                    return position == 600 ? Optional.of("a reason") : Optional.empty();
                };
        Verdict verdict =
                new Verifier(() -> List.of(check)).verify(PUBLISHER.published(), TERMS, _ -> {});

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Faulty.class,
                        f ->
                                assertThat(f.finding())
                                        .isEqualTo(new Finding.EventInadmissible(600, "a reason")));
        assertThat(seen).hasSize(601).isSorted();
    }

    @Test
    void the_same_verdict_comes_from_memory_from_a_folder_and_over_http() throws Exception {
        MemoryLog log =
                Publisher.withReceipt(
                        PUBLISHER.published(),
                        PUBLISHER.receipt(EVENTS, Methodologies.DOCUMENTED, 1_000));
        Publisher.write(log, folder);
        try (LogServer mirror = LogServer.ofMirror(log);
                LogServer ledger = LogServer.ofLedger(log, Optional.of("secret"));
                PublishedLog overMirror = HttpLog.open(mirror.mirrorUrl(), Optional.empty());
                PublishedLog overLedger = HttpLog.open(ledger.url(), Optional.of("secret"))) {
            Verdict expected = verify(log, TERMS);

            assertThat(expected).isInstanceOf(Verdict.Sound.class);
            assertThat(verify(new DirectoryLog(folder), TERMS)).isEqualTo(expected);
            assertThat(verify(overMirror, TERMS)).isEqualTo(expected);
            assertThat(verify(overLedger, TERMS)).isEqualTo(expected);
        }
    }

    @Test
    void partial_tiles_may_be_gone_once_the_full_ones_are_there() throws Exception {
        MemoryLog log =
                MemoryLog.over(PUBLISHER.published()).put("checkpoint", PUBLISHER.checkpoint(600));
        log.put("tile/1/000.p/2", PUBLISHER.tile(new Tile(1, 0, 2)));

        assertThat(verify(log, BYTES)).isInstanceOf(Verdict.Sound.class);
    }

    private static Terms.Kept kept(PublishedLog log, boolean withTiles) throws Exception {
        return new Terms.Kept(
                "kept",
                log.read("checkpoint").orElseThrow(),
                withTiles ? Optional.of(log) : Optional.empty());
    }

    private static RecordedEvent like(
            RecordedEvent other, org.casualtyledger.events.LedgerEvent event) {
        return new RecordedEvent(
                other.at(),
                new OrganisationId("sample-monitor"),
                new UUID(7, 7),
                new TheatreId("SYR"),
                event);
    }

    /** Without the events that cannot follow what is before them. */
    private static List<RecordedEvent> admissible(List<RecordedEvent> events) {
        CountedHistory counted = new CountedHistory(Methodologies.DOCUMENTED);
        List<RecordedEvent> kept = new ArrayList<>();
        for (RecordedEvent event : events) {
            try {
                counted.apply(event);
                kept.add(event);
            } catch (org.casualtyledger.counting.UnknownReport e) {
                // follows from the submission that was replaced
            }
        }
        return kept;
    }

    private static Verdict verify(PublishedLog log, Terms terms) throws Exception {
        return new Verifier(List::of).verify(log, terms, _ -> {});
    }

    private static Finding finding(PublishedLog log, Terms terms) throws Exception {
        Verdict verdict = verify(log, terms);
        assertThat(verdict).isInstanceOf(Verdict.Faulty.class);
        return ((Verdict.Faulty) verdict).finding();
    }
}
