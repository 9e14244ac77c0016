package org.casualtyledger.projections.replays;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.casualtyledger.events.merkle.Frontier;
import org.casualtyledger.events.note.Checkpoint;
import org.casualtyledger.events.note.SignedNote;
import org.casualtyledger.events.note.VerifierKey;
import org.casualtyledger.projections.feed.FeedUnavailable;
import org.casualtyledger.projections.feed.LogKey;
import org.casualtyledger.projections.feed.SignedLog;
import org.casualtyledger.projections.processing.Chunk;
import org.casualtyledger.projections.processing.Projection;

/**
 * Recomputes the log's Merkle tree while it is folded, and holds its root against every checkpoint
 * that was signed on the way. The tree's frontier is stored with the chunk, so a replay that was
 * killed goes on where its rows end.
 *
 * <p>A root that differs stops the replay, as an event does that cannot be applied: from then on it
 * would fold something else than what was signed.
 */
final class Roots implements Projection {
    /** Checkpoints looked at in one query; a signer that signs each second leaves few a chunk. */
    private static final int PORTION = 500;

    private final long replay;
    private final HashedFeed feed;
    private final SignedLog signed;
    private final LogKey key;
    private Optional<Frontier> known = Optional.empty();

    Roots(long replay, HashedFeed feed, SignedLog signed, LogKey key) {
        this.replay = replay;
        this.feed = feed;
        this.signed = signed;
        this.key = key;
    }

    /** The tree of the log differs from what was signed of it. */
    static final class Differs extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Differs(long size) {
            super(
                    "the root of the first "
                            + size
                            + " events is not the root that was signed for them");
        }
    }

    @Override
    public void apply(Connection connection, Chunk chunk) throws SQLException {
        Frontier frontier = known.isPresent() ? known.get() : stored(connection);
        if (frontier.size() != chunk.from()) {
            throw new IllegalStateException(
                    "a tree of " + frontier.size() + " leaves before position " + chunk.from());
        }
        List<byte[]> hashes = feed.hashes(chunk.from(), chunk.last());
        long agreed = -1;
        for (Checkpoint checkpoint : signed(frontier.size(), chunk.last() + 1)) {
            frontier = grown(frontier, hashes, chunk.from(), checkpoint.size());
            if (!Arrays.equals(frontier.root(), checkpoint.root())) {
                throw new Differs(checkpoint.size());
            }
            agreed = checkpoint.size();
        }
        frontier = grown(frontier, hashes, chunk.from(), chunk.last() + 1);
        store(connection, frontier, agreed);
        known = Optional.of(frontier);
    }

    /** Verified; none where no key is configured. */
    private List<Checkpoint> signed(long after, long through) throws SQLException {
        try {
            Optional<VerifierKey> verifier = key.read();
            List<Checkpoint> checkpoints = new ArrayList<>();
            for (long from = after; verifier.isPresent(); ) {
                List<SignedNote> notes = signed.between(from, through, PORTION);
                for (SignedNote note : notes) {
                    checkpoints.add(LogKey.verified(note, verifier.get()));
                }
                if (notes.size() < PORTION) {
                    break;
                }
                from = checkpoints.getLast().size();
            }
            return checkpoints;
        } catch (FeedUnavailable e) {
            // An outage is waited out; it is no fault of an event.
            throw new SQLTransientException("the log does not answer", e);
        }
    }

    private static Frontier grown(Frontier frontier, List<byte[]> hashes, long from, long size) {
        return frontier.append(hashes.subList((int) (frontier.size() - from), (int) (size - from)));
    }

    private Frontier stored(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT frontier FROM replays.replay WHERE id = ?
                        """)) {
            statement.setLong(1, replay);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return Frontier.fromBytes(row.getBytes(1));
            }
        }
    }

    private void store(Connection connection, Frontier frontier, long agreed) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        UPDATE replays.replay
                        SET frontier = ?, agreed_size = greatest(agreed_size, ?) WHERE id = ?
                        """)) {
            statement.setBytes(1, frontier.toBytes());
            statement.setLong(2, agreed);
            statement.setLong(3, replay);
            statement.executeUpdate();
        }
    }

    @Override
    public void forget() {
        known = Optional.empty();
    }
}
