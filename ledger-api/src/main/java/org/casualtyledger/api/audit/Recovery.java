package org.casualtyledger.api.audit;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.casualtyledger.api.eventlog.LeafArchive;
import org.casualtyledger.api.eventlog.Tag;
import org.casualtyledger.api.leaf.EventTags;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.UnreadableEvent;
import org.casualtyledger.events.merkle.Frontier;
import org.casualtyledger.events.merkle.Merkle;
import org.casualtyledger.events.note.Checkpoint;

/**
 * Brings a held log back to what was signed: puts events that the database lost back from a mirror,
 * or from an archive such as the topic. What is put back must make exactly the tree that our own
 * key signed; from an archive also what was not signed yet, where the operator answers for it.
 * Idempotency keys and texts behind digests are in no copy and stay lost.
 */
final class Recovery {
    private final DataSource database;
    private final Signer signer;
    private final Checkpoints checkpoints;

    Recovery(DataSource database, Signer signer, Checkpoints checkpoints) {
        this.database = database;
        this.signer = signer;
        this.checkpoints = checkpoints;
    }

    /**
     * What an operator asks for: a mirror's checkpoint, a size to trust, or neither.
     *
     * @param entries empty without a checkpoint that has them
     */
    Outcome recover(OptionalLong trusted, Optional<Checkpoint> mirrored, List<byte[]> entries)
            throws SQLException, IOException {
        if (mirrored.isPresent()) {
            return recover(mirrored.get(), entries);
        }
        if (!entries.isEmpty()) {
            return new Outcome.Refused("entries came without a checkpoint that has them");
        }
        return trusted.isPresent() ? trust(trusted.getAsLong()) : readAgain();
    }

    /** What came of it. */
    sealed interface Outcome {
        /**
         * Appends are let in again.
         *
         * @param left events of the archive that were not signed, and were left there
         */
        record Recovered(long size, long putBack, long left) implements Outcome {
            Recovered(long size, long putBack) {
                this(size, putBack, 0);
            }
        }

        /** Nothing was changed. */
        record Refused(String reason) implements Outcome {}
    }

    /** Reads everything again, and lets the log go on if it is what the journal has. */
    Outcome readAgain() throws SQLException, IOException {
        return outcome(signer.begin(Optional.empty()));
    }

    /**
     * Trusts the tree of a stored checkpoint, where the journal is missing: for an operator who
     * knows from elsewhere that so many events were signed.
     */
    Outcome trust(long size) throws SQLException, IOException {
        if (!signer.hasLostItsJournal()) {
            return new Outcome.Refused(
                    "the journal is there, and says itself what to trust: recover without a size");
        }
        Optional<Checkpoints.Stored> stored = checkpoints.of(size);
        if (stored.isEmpty() || !signer.isOurs(stored.get())) {
            return new Outcome.Refused(
                    "no checkpoint of %d events that this log's key signed is stored"
                            .formatted(size));
        }
        return outcome(
                signer.begin(Optional.of(new CheckpointJournal.Tree(size, stored.get().root()))));
    }

    private Outcome outcome(Optional<String> held) {
        return held.<Outcome>map(Outcome.Refused::new)
                .orElseGet(
                        () ->
                                new Outcome.Recovered(
                                        signer.signed()
                                                .map(CheckpointJournal.Tree::size)
                                                .orElse(0L),
                                        0));
    }

    /**
     * @param mirrored a checkpoint that our own key signed
     * @param entries the leaves from the log's present size up to the checkpoint's, in order
     */
    Outcome recover(Checkpoint mirrored, List<byte[]> entries) throws SQLException, IOException {
        Optional<CheckpointJournal.Tree> signed = signer.signed();
        if (signed.isPresent() && signed.get().size() > mirrored.size()) {
            return new Outcome.Refused(
                    "the mirror has %d events, and %d were signed: a newer mirror is needed"
                            .formatted(mirrored.size(), signed.get().size()));
        }
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                Optional<String> refused = putBack(connection, mirrored, entries);
                if (refused.isPresent()) {
                    return new Outcome.Refused(refused.get());
                }
                connection.commit();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
        // Reads all of it, what was there and what was put back, before anything is let in.
        Optional<String> held =
                signer.begin(
                        Optional.of(new CheckpointJournal.Tree(mirrored.size(), mirrored.root())));
        return held.isPresent()
                ? new Outcome.Refused(held.get())
                : new Outcome.Recovered(mirrored.size(), entries.size());
    }

    /**
     * Puts back what an archive has: up to the journal's last tree, which it must make; then, where
     * the operator wants it, what was not signed any more. All of it in one transaction: a crash
     * leaves the log held and as it was.
     *
     * @param unsigned takes also what no signature covers: whoever could write to the archive could
     *     have written it
     */
    Outcome recover(LeafArchive archive, boolean unsigned) throws SQLException, IOException {
        if (signer.hasLostItsJournal()) {
            return new Outcome.Refused(
                    "the journal is lost, and nothing in %s is signed: say first which size to trust"
                            .formatted(archive.name()));
        }
        CheckpointJournal.Tree signed =
                signer.signed().orElse(new CheckpointJournal.Tree(0, Frontier.empty().root()));
        ArchivedLeaves put;
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                Frontier stored = lockedFrontier(connection);
                put = new ArchivedLeaves(connection, stored, signed, unsigned);
                Optional<String> refused = from(archive, put);
                if (refused.isPresent()) {
                    return new Outcome.Refused(refused.get());
                }
                connection.commit();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
        Optional<String> held = signer.begin(Optional.empty());
        return held.isPresent()
                ? new Outcome.Refused(held.get())
                : new Outcome.Recovered(put.size(), put.putBack(), put.left());
    }

    /** An archive that does not answer, or lacks an event, is a reason like any other. */
    private static Optional<String> from(LeafArchive archive, ArchivedLeaves put)
            throws SQLException {
        try {
            return put.from(archive);
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static Frontier lockedFrontier(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                SELECT frontier FROM log.log_head FOR UPDATE
                                """);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return Frontier.fromBytes(row.getBytes(1));
        }
    }

    private static Optional<String> putBack(
            Connection connection, Checkpoint mirrored, List<byte[]> entries) throws SQLException {
        Frontier stored = lockedFrontier(connection);
        if (stored.size() + entries.size() < mirrored.size()
                || !entries.isEmpty() && stored.size() + entries.size() > mirrored.size()) {
            return Optional.of(
                    "the log has %d events and %d came, which is not the %d of the checkpoint"
                            .formatted(stored.size(), entries.size(), mirrored.size()));
        }
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        Frontier whole = stored.append(entries.stream().map(Merkle::leafHash).toList());
        if (!Arrays.equals(whole.root(), mirrored.root())) {
            return Optional.of(
                    "the %d events that are here and the %d that came do not make the tree that was signed"
                            .formatted(stored.size(), entries.size()));
        }
        return insert(connection, stored.size(), entries, whole);
    }

    static Optional<String> insert(
            Connection connection, long from, List<byte[]> entries, Frontier whole)
            throws SQLException {
        List<RecordedEvent> events = new ArrayList<>(entries.size());
        for (byte[] leaf : entries) {
            try {
                events.add(EventCodec.decode(leaf));
            } catch (UnreadableEvent e) {
                return Optional.of(
                        "the event at position %d cannot be read: %s"
                                .formatted(from + events.size(), e.getMessage()));
            }
        }
        insertEvents(connection, from, entries, events);
        insertTags(connection, from, events);
        moveHead(connection, whole, events.getLast());
        return Optional.empty();
    }

    private static void insertEvents(
            Connection connection, long from, List<byte[]> entries, List<RecordedEvent> events)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        INSERT INTO log.event (position, id, at, type, organisation, theatre, leaf, leaf_hash)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                        """)) {
            for (int i = 0; i < events.size(); i++) {
                RecordedEvent event = events.get(i);
                statement.setLong(1, from + i);
                statement.setObject(2, event.id());
                statement.setObject(3, OffsetDateTime.ofInstant(event.at(), ZoneOffset.UTC));
                statement.setString(4, EventCodec.type(event.event()));
                statement.setString(5, event.by().value());
                statement.setString(6, event.theatre().value());
                statement.setBytes(7, entries.get(i));
                statement.setBytes(8, Merkle.leafHash(entries.get(i)));
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static void insertTags(Connection connection, long from, List<RecordedEvent> events)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        INSERT INTO log.event_tag (tag, position) VALUES (?, ?)
                        """)) {
            for (int i = 0; i < events.size(); i++) {
                for (Tag tag : EventTags.of(events.get(i).by(), events.get(i).event())) {
                    statement.setString(1, tag.text());
                    statement.setLong(2, from + i);
                    statement.addBatch();
                }
            }
            statement.executeBatch();
        }
    }

    private static void moveHead(Connection connection, Frontier whole, RecordedEvent last)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        UPDATE log.log_head SET size = ?, at = ?, frontier = ?
                        """)) {
            statement.setLong(1, whole.size());
            statement.setObject(2, OffsetDateTime.ofInstant(last.at(), ZoneOffset.UTC));
            statement.setBytes(3, whole.toBytes());
            statement.executeUpdate();
        }
    }
}
