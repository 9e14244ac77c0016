package org.casualtyledger.api.audit;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.casualtyledger.api.eventlog.LeafArchive;
import org.casualtyledger.events.merkle.Frontier;
import org.casualtyledger.events.merkle.Merkle;

/** Leaves of an archive on their way back into the log, page by page, in one transaction. */
final class ArchivedLeaves {
    private final Connection connection;
    private final long before;
    private final CheckpointJournal.Tree signed;
    private final boolean unsigned;
    private Frontier whole;
    private long left;

    /**
     * @param stored the tree of what the log has, whose head is locked by the connection
     * @param signed what has to be reached
     * @param unsigned whether more than that is taken
     */
    ArchivedLeaves(
            Connection connection,
            Frontier stored,
            CheckpointJournal.Tree signed,
            boolean unsigned) {
        this.connection = connection;
        this.before = stored.size();
        this.whole = stored;
        this.signed = signed;
        this.unsigned = unsigned;
    }

    /** Where the log ends. */
    private record Last(byte[] leaf, Instant at) {}

    /**
     * Reads the log's last event in the archive too: what follows another one is another history.
     *
     * @return why not; then the transaction must be rolled back
     */
    Optional<String> from(LeafArchive archive) throws IOException, SQLException {
        Last last = before == 0 ? new Last(new byte[0], Instant.EPOCH) : last();
        try (LeafArchive.Reading reading = archive.read(Math.max(0, before - 1), last.at())) {
            List<byte[]> page = reading.next();
            if (before > 0) {
                if (page.isEmpty() || !Arrays.equals(page.getFirst(), last.leaf())) {
                    return Optional.of(
                            "%s has another event at position %d than the log, or none"
                                    .formatted(archive.name(), before - 1));
                }
                page = page.subList(1, page.size());
            }
            while (!page.isEmpty()) {
                Optional<String> refused = put(page);
                if (refused.isPresent()) {
                    return refused;
                }
                page = reading.next();
            }
        }
        if (whole.size() < signed.size()) {
            return Optional.of(
                    "%s has %d events, and %d were signed"
                            .formatted(archive.name(), whole.size(), signed.size()));
        }
        return Optional.empty();
    }

    private Optional<String> put(List<byte[]> page) throws SQLException {
        int ofSigned = (int) Math.clamp(signed.size() - whole.size(), 0, page.size());
        Optional<String> refused = insert(page.subList(0, ofSigned));
        if (refused.isEmpty() && ofSigned > 0 && whole.size() == signed.size()) {
            refused = compared();
        }
        if (refused.isPresent()) {
            return refused;
        }
        List<byte[]> more = page.subList(ofSigned, page.size());
        if (unsigned) {
            return insert(more);
        }
        left += more.size();
        return Optional.empty();
    }

    private Optional<String> compared() {
        return signed.hasRoot(whole.root())
                ? Optional.empty()
                : Optional.of(
                        "the %d events that are here and the %d that came do not make the tree that was signed"
                                .formatted(before, whole.size() - before));
    }

    private Optional<String> insert(List<byte[]> leaves) throws SQLException {
        if (leaves.isEmpty()) {
            return Optional.empty();
        }
        long from = whole.size();
        whole = whole.append(leaves.stream().map(Merkle::leafHash).toList());
        return Recovery.insert(connection, from, leaves, whole);
    }

    private Last last() throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT leaf, at FROM log.event WHERE position = ?
                        """)) {
            statement.setLong(1, before - 1);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("the log has no event at position " + (before - 1));
                }
                return new Last(
                        row.getBytes(1), row.getObject(2, OffsetDateTime.class).toInstant());
            }
        }
    }

    /** Events that the log has now. */
    long size() {
        return whole.size();
    }

    /** Events that came back. */
    long putBack() {
        return whole.size() - before;
    }

    /** Events of the archive that nobody signed, and that were left there. */
    long left() {
        return left;
    }
}
