package org.casualtyledger.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.casualtyledger.audit.MemoryLog;
import org.casualtyledger.audit.Publisher;
import org.casualtyledger.audit.published.DirectoryLog;
import org.casualtyledger.audit.published.Finding;
import org.casualtyledger.audit.published.PublishedLog;
import org.casualtyledger.audit.published.SignedTree;
import org.casualtyledger.audit.published.TreeWalk;
import org.casualtyledger.counting.Histories;
import org.casualtyledger.counting.Recount;
import org.casualtyledger.counting.TallyReceipt;
import org.casualtyledger.events.json.Json;
import org.casualtyledger.events.note.Checkpoint;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Seeded changes to a published log, each laid over the untouched one: every one is noticed, and
 * where bytes were changed the position is named. {@code -Dtampering.count} says how many, {@code
 * LEDGER_TAMPER_DIR} a mirror whose events are used instead of synthetic ones; they are published
 * anew under keys of this test, which plays the operator that has them.
 */
class TamperingTest {
    private static final int COUNT = Integer.getInteger("tampering.count", 200);
    private static final long SEED = Long.getLong("tampering.seed", System.nanoTime());
    private static final int SYNTHETIC_EVENTS = 4_000;

    /** Every so many changes one to a receipt: what a changed row of a projection comes out as. */
    private static final int RECEIPTS_EVERY = 10;

    private static Publisher publisher;
    private static MemoryLog base;
    private static Terms terms;
    private static Recount.Digests counted;

    @BeforeAll
    static void publish() throws Exception {
        System.out.println("tampering.seed " + SEED);
        String mirror = System.getenv("LEDGER_TAMPER_DIR");
        publisher =
                mirror == null
                        ? Publisher.ofEvents(
                                new Histories(new Random(SEED)).history(SYNTHETIC_EVENTS))
                        : new Publisher(leaves(new DirectoryLog(Path.of(mirror))));
        base = publisher.published();
        terms =
                Terms.trusting()
                        .withKey(Publisher.KEY.verifier())
                        .withTallyKey(Publisher.TALLIES.verifier());
        Verdict.Sound untouched = (Verdict.Sound) verify(base, terms);
        counted = untouched.counted().orElseThrow();
        Publisher.withReceipt(base, Publisher.signed(receipt(counted.tally(), counted.postings())));
        assertThat(((Verdict.Sound) verify(base, terms)).receipted()).isTrue();
    }

    @Test
    void every_change_is_noticed_and_its_position_named() throws Exception {
        Random random = new Random(SEED);
        Tampering.Hand hand = new Tampering.Hand(publisher, base, random);
        Tampering.Kind[] kinds = Tampering.Kind.values();
        Set<Tampering.Kind> wholly = EnumSet.noneOf(Tampering.Kind.class);
        Map<String, Integer> found = new HashMap<>();
        for (int i = 0; i < COUNT; i++) {
            if (i % RECEIPTS_EVERY == RECEIPTS_EVERY - 1) {
                found.merge(receiptTampered(hand, random).fault(), 1, Integer::sum);
                continue;
            }
            Tampering tampering = hand.next(kinds[random.nextInt(kinds.length)]);
            // The first of each kind as anybody verifies; of the others, bytes are enough.
            Terms.Depth depth =
                    wholly.add(tampering.kind()) ? Terms.Depth.EVENTS : Terms.Depth.BYTES;
            Finding finding = finding(tampering, depth);
            found.merge(finding.fault(), 1, Integer::sum);
            assertNamed(finding, tampering, i);
        }
        System.out.println(COUNT + " changes noticed: " + found);
    }

    private static Finding finding(Tampering tampering, Terms.Depth depth) throws Exception {
        boolean needsMemory =
                switch (tampering.kind()) {
                    case ROLLED_BACK, FORKED -> true;
                    default -> false;
                };
        byte[] kept = base.read("checkpoint").orElseThrow();
        Terms against =
                needsMemory
                        ? terms.withSince(List.of(new Terms.Kept("kept", kept, Optional.of(base))))
                        : terms;
        Verdict verdict = verify(tampering.log(), against.with(depth));
        assertThat(verdict)
                .as("%s, seed %d", tampering.kind(), SEED)
                .isInstanceOf(Verdict.Faulty.class);
        return ((Verdict.Faulty) verdict).finding();
    }

    private static void assertNamed(Finding finding, Tampering tampering, int number) {
        String as = number + ": " + tampering.kind() + ", seed " + SEED + ": " + finding.words();
        assertThat(finding.position()).as(as).isEqualTo(tampering.position());
        if (!tampering.last().equals(tampering.position())) {
            assertThat(finding)
                    .as(as)
                    .isInstanceOfSatisfying(
                            Finding.EntriesRewritten.class,
                            f -> assertThat(f.last()).isEqualTo(tampering.last().getAsLong()));
        }
    }

    /** The log is what it was, so what was counted of it holds; only the receipt is another. */
    private static Finding receiptTampered(Tampering.Hand hand, Random random) throws IOException {
        String other = String.format("%064x", new java.math.BigInteger(255, random));
        byte[] note =
                switch (random.nextInt(3)) {
                    case 0 -> Publisher.signed(receipt(other, counted.postings()));
                    case 1 -> Publisher.signed(receipt(counted.tally(), other));
                    default ->
                            hand.flipped(
                                    Publisher.signed(receipt(counted.tally(), counted.postings())));
                };
        MemoryLog log = Publisher.withReceipt(MemoryLog.over(base), note);
        StatedTally stated =
                StatedTally.read(
                        log,
                        publisher.tree(publisher.leaves().size()),
                        Optional.of(Publisher.TALLIES.verifier()));
        Optional<Finding> finding =
                switch (stated) {
                    case StatedTally.Nothing() -> Optional.empty();
                    case StatedTally.Unsound(Finding unsound) -> Optional.of(unsound);
                    case StatedTally.Signed signed -> signed.difference(counted);
                };
        assertThat(finding).as("a receipt, seed %d", SEED).isPresent();
        return finding.get();
    }

    private static TallyReceipt receipt(String tally, String postings) {
        int size = publisher.leaves().size();
        return new TallyReceipt(
                "",
                counted.position(),
                publisher.tree(size),
                counted.methodology().name(),
                counted.methodology().hash(),
                counted.methodology().semantics(),
                Optional.empty(),
                tally,
                postings,
                Json.object());
    }

    /** The events of a mirror, which must be sound itself. */
    private static List<byte[]> leaves(PublishedLog mirror) throws Exception {
        assertThat(verify(mirror, Terms.trusting())).isInstanceOf(Verdict.Sound.class);
        Checkpoint tree =
                SignedTree.of(mirror, org.casualtyledger.audit.published.PublishedKey.of(mirror))
                        .tree();
        List<byte[]> leaves = new ArrayList<>();
        new TreeWalk<>(mirror, tree, List.of(), (_, _) -> 0, page -> leaves.addAll(page.entries()))
                .run();
        return leaves;
    }

    private static Verdict verify(PublishedLog log, Terms against) throws IOException {
        return new Verifier(List::of).verify(log, against, _ -> {});
    }
}
