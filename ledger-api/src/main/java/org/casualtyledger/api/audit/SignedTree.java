package org.casualtyledger.api.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.casualtyledger.api.eventlog.LogUnavailable;
import org.casualtyledger.events.merkle.EntryBundle;
import org.casualtyledger.events.merkle.Frontier;
import org.casualtyledger.events.merkle.Merkle;
import org.casualtyledger.events.merkle.Proofs;
import org.casualtyledger.events.merkle.Tile;
import org.casualtyledger.events.note.LogProof;
import org.casualtyledger.events.note.SignedNote;

/**
 * The tree below the last signed size, as it is served: views of committed rows. Whoever reads it
 * compares it with the checkpoint; nothing here is to be believed.
 */
final class SignedTree {
    private static final int BITS = 8;

    private final DataSource database;
    private final Checkpoints checkpoints;

    SignedTree(DataSource database, Checkpoints checkpoints) {
        this.database = database;
        this.checkpoints = checkpoints;
    }

    /** The latest checkpoint; empty before the first. */
    Optional<Checkpoints.Stored> checkpoint() {
        try {
            return checkpoints.latest();
        } catch (SQLException e) {
            throw LogUnavailable.store(e);
        }
    }

    /** The hashes of a tile, side by side; empty where the signed tree has no such tile. */
    Optional<byte[]> tile(Tile tile) {
        return signed(tile)
                .map(_ -> joined(hashes(tile.level(), tile.index() * Tile.FULL, tile.width())));
    }

    private Optional<Checkpoints.Stored> signed(Tile tile) {
        return checkpoint().filter(stored -> tile.isOf(stored.size()));
    }

    private static byte[] joined(List<byte[]> hashes) {
        ByteBuffer joined = ByteBuffer.allocate(hashes.size() * Merkle.HASH_BYTES);
        hashes.forEach(joined::put);
        return joined.array();
    }

    /**
     * The entries of a tile of level 0, each behind its length as two bytes, big endian; empty
     * where the signed tree has no such tile.
     */
    Optional<byte[]> entries(Tile tile) {
        return signed(tile)
                .map(_ -> EntryBundle.join(leaves(tile.index() * Tile.FULL, tile.width())));
    }

    /** The proof that a position is in the tree of a checkpoint; empty where it is not yet. */
    Optional<LogProof> proof(long position) {
        return checkpoint()
                .filter(stored -> position < stored.size())
                .map(
                        stored ->
                                new LogProof(
                                        position,
                                        Proofs.inclusion(position, stored.size(), this::subtree),
                                        note(stored)));
    }

    static SignedNote note(Checkpoints.Stored stored) {
        try {
            return SignedNote.parse(stored.note().getBytes(StandardCharsets.UTF_8));
        } catch (SignedNote.NotANote e) {
            throw new IllegalStateException("a stored checkpoint is none: " + e.getMessage(), e);
        }
    }

    /** {@link org.casualtyledger.events.merkle.Subtrees} over the stored rows. */
    byte[] subtree(int height, long index) {
        int level = height / BITS;
        int within = height % BITS;
        return Frontier.empty().append(hashes(level, index << within, 1 << within)).root();
    }

    private List<byte[]> hashes(int level, long from, int count) {
        return level == 0
                ? column(
                        """
                        SELECT leaf_hash FROM log.event
                        WHERE position >= ? AND position < ? ORDER BY position
                        """,
                        from,
                        count)
                : column(
                        """
                        SELECT root FROM log.subtree
                        WHERE height = %d AND index >= ? AND index < ? ORDER BY index
                        """
                                .formatted(level * BITS),
                        from,
                        count);
    }

    private List<byte[]> leaves(long from, int count) {
        return column(
                """
                SELECT leaf FROM log.event
                WHERE position >= ? AND position < ? ORDER BY position
                """,
                from,
                count);
    }

    private List<byte[]> column(String sql, long from, int count) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, from);
            statement.setLong(2, from + count);
            try (ResultSet rows = statement.executeQuery()) {
                List<byte[]> column = new ArrayList<>(count);
                while (rows.next()) {
                    column.add(rows.getBytes(1));
                }
                if (column.size() != count) {
                    throw new IllegalStateException(
                            "below the signed size, %d of %d rows from %d are there"
                                    .formatted(column.size(), count, from));
                }
                return column;
            }
        } catch (SQLException e) {
            throw LogUnavailable.store(e);
        }
    }
}
