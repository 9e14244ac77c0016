package org.casualtyledger.audit.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.casualtyledger.audit.published.Earlier;
import org.casualtyledger.audit.published.Finding;
import org.casualtyledger.audit.published.Found;
import org.casualtyledger.audit.published.PublishedKey;
import org.casualtyledger.audit.published.PublishedLog;
import org.casualtyledger.audit.published.SignedTree;
import org.casualtyledger.audit.published.TreeWalk;
import org.casualtyledger.counting.Methodologies;
import org.casualtyledger.counting.Methodology;
import org.casualtyledger.counting.Recount;
import org.casualtyledger.counting.TallyReceipt;
import org.casualtyledger.events.note.Checkpoint;
import org.casualtyledger.events.note.VerifierKey;

/**
 * Verifies a published log without trusting who publishes it: reads every entry and every tile,
 * recomputes the tree, reads every event, counts the tallies again, and compares all of it with
 * what was signed. Ends at the first thing that is wrong, from left to right; a receipt of a tally
 * is judged last.
 */
public final class Verifier {
    private final Supplier<List<LeafCheck>> checks;

    /**
     * @param checks what else must hold of every event; fresh ones are drawn for each time that the
     *     events are gone through
     */
    public Verifier(Supplier<List<LeafCheck>> checks) {
        this.checks = checks;
    }

    /**
     * Verifies a log.
     *
     * @param watch told how many events are done, again and again, on the caller's thread
     * @throws IOException where the log cannot be read: nothing is proven either way
     */
    public Verdict verify(PublishedLog log, Terms terms, LongConsumer watch) throws IOException {
        List<String> reservations = new ArrayList<>();
        Optional<Checkpoint> believed = Optional.empty();
        try {
            VerifierKey key = key(log, terms, reservations);
            SignedTree first = SignedTree.of(log, key);
            believed = Optional.of(first.tree());
            StatedTally stated =
                    terms.depth() == Terms.Depth.BYTES
                            ? new StatedTally.Nothing()
                            : StatedTally.read(log, first.tree(), terms.tallyKey());
            SignedTree signed = covering(stated, first, log, key);
            believed = Optional.of(signed.tree());
            signed.requireCosigned(terms.witnesses());
            List<Earlier> earlier = earlier(terms, key, first, signed, stated);
            return verdict(
                    new Run(log, terms, signed.tree(), earlier, watch), stated, reservations);
        } catch (Found found) {
            return new Verdict.Faulty(believed, found.finding(), List.copyOf(reservations));
        }
    }

    /** What stays the same while a log is gone through, once or twice. */
    private record Run(
            PublishedLog log,
            Terms terms,
            Checkpoint tree,
            List<Earlier> earlier,
            LongConsumer watch) {}

    private static VerifierKey key(PublishedLog log, Terms terms, List<String> reservations)
            throws IOException, Found {
        if (terms.key().isPresent()) {
            return terms.key().get();
        }
        VerifierKey published = PublishedKey.of(log);
        reservations.add(
                "The log's key was taken from the log itself, trusted on first use: "
                        + published
                        + ". Compare it with one that you were given elsewhere.");
        return published;
    }

    /**
     * The log goes on while it is read: a receipt may be of a tree that was signed since. Then that
     * tree, or a later one, is verified, and must begin with the first.
     */
    private static SignedTree covering(
            StatedTally stated, SignedTree first, PublishedLog log, VerifierKey key)
            throws IOException, Found {
        return stated instanceof StatedTally.Signed(TallyReceipt receipt)
                        && receipt.checkpoint().size() > first.tree().size()
                ? SignedTree.of(log, key)
                : first;
    }

    private static List<Earlier> earlier(
            Terms terms, VerifierKey key, SignedTree first, SignedTree signed, StatedTally stated)
            throws Found {
        List<Earlier> earlier = new ArrayList<>();
        for (Terms.Kept kept : terms.since()) {
            Checkpoint tree = SignedTree.read(kept.name(), kept.note(), key).tree();
            earlier.add(new Earlier(kept.name(), tree, kept.tiles()));
        }
        if (!first.tree().equals(signed.tree())) {
            earlier.add(
                    new Earlier("the checkpoint of a moment ago", first.tree(), Optional.empty()));
        }
        if (stated instanceof StatedTally.Signed(TallyReceipt receipt)
                && receipt.checkpoint().size() <= signed.tree().size()) {
            earlier.add(new Earlier("the tally's receipt", receipt.checkpoint(), Optional.empty()));
        }
        return earlier;
    }

    private Verdict verdict(Run run, StatedTally stated, List<String> reservations)
            throws IOException, Found {
        if (run.terms().depth() == Terms.Depth.BYTES || run.tree().size() == 0) {
            bytes(run);
            if (run.tree().size() > 0) {
                reservations.add("Bytes alone: no event was read and no tally counted.");
            }
            return new Verdict.Sound(
                    run.tree(), Optional.empty(), false, List.copyOf(reservations));
        }
        return switch (stated) {
            case StatedTally.Nothing() -> {
                Recount.Digests counted = uncompared(run).digests();
                reservations.add("No receipt of a tally is published to compare with.");
                yield new Verdict.Sound(
                        run.tree(), Optional.of(counted), false, List.copyOf(reservations));
            }
            case StatedTally.Unsound(Finding finding) -> {
                uncompared(run);
                throw new Found(finding);
            }
            case StatedTally.Signed signed -> {
                Recount.Digests counted = counted(run, signed);
                Optional<Finding> difference = signed.difference(counted);
                if (difference.isPresent()) {
                    throw new Found(difference.get());
                }
                if (run.terms().tallyKey().isEmpty()) {
                    reservations.add(
                            "The key of the tally's receipt was taken from the log itself.");
                }
                yield new Verdict.Sound(
                        run.tree(), Optional.of(counted), true, List.copyOf(reservations));
            }
        };
    }

    private static void bytes(Run run) throws IOException, Found {
        new TreeWalk<>(
                        run.log(),
                        run.tree(),
                        run.earlier(),
                        (_, _) -> Decoded.NOTHING,
                        page -> run.watch().accept(page.first() + page.tile().width()))
                .run();
    }

    /** By the default that is shipped, so that others can compare. */
    private EventPass uncompared(Run run) throws IOException, Found {
        return events(run, new Recount(Methodologies.DOCUMENTED, run.tree().size() - 1));
    }

    private Recount.Digests counted(Run run, StatedTally.Signed signed) throws IOException, Found {
        TallyReceipt receipt = signed.receipt();
        if (receipt.checkpoint().size() > run.tree().size()) {
            uncompared(run);
            throw new Found(
                    new Finding.ReceiptUnfounded(
                            "is of a tree of "
                                    + receipt.checkpoint().size()
                                    + " events, the checkpoint of "
                                    + run.tree().size()));
        }
        Optional<Methodology> shipped = signed.shipped();
        if (shipped.isPresent()) {
            return events(run, new Recount(shipped.get(), receipt.position())).digests();
        }
        // Its rules stand somewhere in the log, and events before that count by them too: once
        // through to find them, and once more to count.
        Optional<Methodology> published =
                uncompared(run).published(receipt.methodologyHash()).filter(signed::isCountedBy);
        if (published.isEmpty()) {
            throw new Found(
                    new Finding.ReceiptUnfounded(
                            "is by rules that are neither shipped nor published: "
                                    + receipt.methodology()
                                    + ", "
                                    + receipt.methodologyHash()));
        }
        return events(run, new Recount(published.get(), receipt.position())).digests();
    }

    private EventPass events(Run run, Recount recount) throws IOException, Found {
        EventPass pass = new EventPass(recount, run.tree().origin(), checks.get(), run.watch());
        new TreeWalk<>(run.log(), run.tree(), run.earlier(), Decoded::of, pass).run();
        return pass;
    }
}
