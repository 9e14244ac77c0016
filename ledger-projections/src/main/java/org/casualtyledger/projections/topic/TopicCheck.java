package org.casualtyledger.projections.topic;

import java.security.MessageDigest;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.casualtyledger.events.merkle.Frontier;
import org.casualtyledger.events.merkle.Merkle;
import org.casualtyledger.events.note.Checkpoint;
import org.casualtyledger.events.note.SignedNote;
import org.casualtyledger.events.note.VerifierKey;
import org.casualtyledger.projections.feed.Feed;
import org.casualtyledger.projections.feed.FeedBroken;
import org.casualtyledger.projections.feed.FeedEvent;
import org.casualtyledger.projections.feed.FeedPage;
import org.casualtyledger.projections.feed.FeedUnavailable;
import org.casualtyledger.projections.feed.LogKey;
import org.casualtyledger.projections.feed.SignedLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topic from its first event, grows the Merkle tree of what it reads, and compares with
 * each signed checkpoint on the way. Reads no further than the latest one: so none is ever passed
 * before it is signed.
 *
 * <p><b>Crash.</b> What was read and what agreed are stored after each page, under the claim's
 * epoch. Who comes next goes on there. Offsets are not kept; they are found again by the position.
 *
 * <p>Where the topic differs, the check stops and the fault stays until somebody says that it was
 * mended: it must not vanish by a restart.
 */
final class TopicCheck {
    /** Events of a page, and of a stored step. */
    private static final int PAGE = 4_096;

    /** Checkpoints looked at in one query; a signer that signs each second leaves few a page. */
    private static final int PORTION = 500;

    private static final Logger LOG = LoggerFactory.getLogger(TopicCheck.class);

    private final TopicTable table;
    private final Feed topic;
    private final Feed log;
    private final SignedLog signed;
    private final LogKey key;
    private final String owner;
    private final Duration late;
    private final Clock clock;

    /** When the topic had something new last, or nothing new was signed. */
    private volatile Instant moved;

    /** Why this process cannot check right now, though it is its turn. */
    private volatile Optional<String> unable = Optional.empty();

    /**
     * @param log the log itself: by it a fault's position is found
     * @param owner names this process in the claim
     * @param late how long the topic may lack what was signed before that is a fault of its own
     */
    TopicCheck(
            TopicTable table,
            Feed topic,
            Feed log,
            SignedLog signed,
            LogKey key,
            String owner,
            Duration late,
            Clock clock) {
        this.table = table;
        this.topic = topic;
        this.log = log;
        this.signed = signed;
        this.key = key;
        this.owner = owner;
        this.late = late;
        this.clock = clock;
        this.moved = clock.instant();
    }

    TopicState state() throws SQLException {
        return table.state();
    }

    /** Why this process, which holds the claim, cannot check; empty where it can, or need not. */
    Optional<String> unable() {
        return unable;
    }

    void resume() throws SQLException {
        table.resume();
    }

    void release() throws SQLException {
        table.release(owner);
    }

    /** Reads and compares one page; true if there may be another at once. */
    boolean step() throws SQLException {
        OptionalLong epoch = table.claim(owner);
        if (epoch.isEmpty()) {
            unable = Optional.empty();
            return false;
        }
        TopicState state = table.state();
        if (state.fault().isPresent()) {
            return false;
        }
        try {
            boolean more = step(epoch.getAsLong(), state);
            unable = late(more);
            return more;
        } catch (FeedUnavailable e) {
            return cannot(e);
        } catch (FeedBroken e) {
            if (e.position().isEmpty()) {
                return cannot(e); // no record is at fault: settings, or a topic made anew
            }
            long position = e.position().getAsLong();
            stop(epoch.getAsLong(), position, position, String.valueOf(e.getMessage()));
            return false;
        }
    }

    private boolean step(long epoch, TopicState state) throws SQLException {
        Optional<VerifierKey> verifier = key.read();
        if (verifier.isEmpty()) {
            throw new FeedUnavailable("no key is set by which checkpoints are verified");
        }
        long size = state.read().size();
        Optional<SignedNote> latest = signed.latest(size + 1);
        if (latest.isEmpty()) {
            moved = clock.instant();
            return false;
        }
        long target = LogKey.verified(latest.get(), verifier.get()).size();
        FeedPage page = topic.read(size, (int) Math.min(PAGE, target - size));
        if (!page.isBeyond(size)) {
            return false;
        }
        moved = clock.instant();
        List<byte[]> hashes = hashes(page.events());
        Frontier tree = state.read();
        Optional<Frontier> agreed = Optional.empty();
        for (Checkpoint checkpoint : checkpoints(size, page.through(), verifier.get())) {
            tree = grown(tree, hashes, size, checkpoint.size());
            if (!Arrays.equals(tree.root(), checkpoint.root())) {
                if (agreed.isPresent() && !table.advance(epoch, agreed.get(), agreed)) {
                    return false;
                }
                differs(epoch, agreed.orElse(state.agreed()).size(), checkpoint.size());
                return false;
            }
            agreed = Optional.of(tree);
        }
        return table.advance(epoch, grown(tree, hashes, size, page.through()), agreed);
    }

    private Optional<String> late(boolean more) {
        if (more || clock.instant().isBefore(moved.plus(late))) {
            return Optional.empty();
        }
        return Optional.of(
                "the topic lacks what was signed, and has had nothing new since " + moved);
    }

    private boolean cannot(RuntimeException e) {
        if (unable.isEmpty() && !Thread.currentThread().isInterrupted()) {
            LOG.warn("the topic cannot be checked", e);
        }
        unable = Optional.of(String.valueOf(e.getMessage()));
        return false;
    }

    private static List<byte[]> hashes(List<FeedEvent> events) {
        MessageDigest sha256 = Merkle.sha256();
        return events.stream().map(event -> Merkle.leafHash(sha256, event.leaf())).toList();
    }

    private static Frontier grown(Frontier tree, List<byte[]> hashes, long from, long size) {
        return tree.append(hashes.subList((int) (tree.size() - from), (int) (size - from)));
    }

    private List<Checkpoint> checkpoints(long after, long through, VerifierKey verifier) {
        List<Checkpoint> checkpoints = new ArrayList<>();
        for (long from = after; ; from = checkpoints.getLast().size()) {
            List<SignedNote> notes = signed.between(from, through, PORTION);
            notes.forEach(note -> checkpoints.add(LogKey.verified(note, verifier)));
            if (notes.size() < PORTION) {
                return checkpoints;
            }
        }
    }

    /**
     * The root of so many events is not the signed one: finds which event it is, if that can be.
     */
    private void differs(long epoch, long from, long size) throws SQLException {
        String how = "the root of the topic's first " + size + " events is not the signed one";
        try {
            OptionalLong first = firstDifference(from, size);
            if (first.isPresent()) {
                long position = first.getAsLong();
                stop(epoch, position, position, how + ": position " + position + " was altered");
            } else {
                stop(epoch, from, size - 1, how + ", though the topic has what the log has now");
            }
        } catch (FeedUnavailable | FeedBroken e) {
            LOG.warn("the log cannot be compared with the topic", e);
            stop(epoch, from, size - 1, how + ", and that of the first " + from + " is");
        }
    }

    private OptionalLong firstDifference(long from, long size) {
        long position = from;
        while (position < size) {
            int limit = (int) Math.min(PAGE, size - position);
            List<FeedEvent> published = topic.read(position, limit).events();
            List<FeedEvent> recorded = log.read(position, limit).events();
            int both = Math.min(published.size(), recorded.size());
            if (both == 0) {
                throw new FeedUnavailable("nothing is at position " + position);
            }
            for (int i = 0; i < both; i++) {
                if (!Arrays.equals(published.get(i).leaf(), recorded.get(i).leaf())) {
                    return OptionalLong.of(position + i);
                }
            }
            position += both;
        }
        return OptionalLong.empty();
    }

    private void stop(long epoch, long position, long last, String reason) throws SQLException {
        LOG.error("the topic is not the log, from position {} on: {}", position, reason);
        table.fault(epoch, new TopicFault(position, last, reason, clock.instant()));
    }
}
