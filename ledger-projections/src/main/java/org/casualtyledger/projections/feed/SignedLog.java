package org.casualtyledger.projections.feed;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.casualtyledger.events.note.SignedNote;

/**
 * What was signed of the log, as its readers see it. Verifies nothing: that is its readers' part.
 */
public final class SignedLog {
    private final DataSource log;

    public SignedLog(DataSource log) {
        this.log = log;
    }

    /** The latest checkpoint with at least so many events; empty where none was signed yet. */
    public Optional<SignedNote> latest(long atLeast) {
        try (Connection connection = log.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                SELECT note FROM log.checkpoint
                                WHERE size >= ? ORDER BY size DESC LIMIT 1
                                """)) {
            statement.setLong(1, atLeast);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(note(row.getString(1))) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new FeedUnavailable("the log does not answer", e);
        }
    }

    /**
     * The checkpoints of more than {@code after} and at most {@code through} events, by size.
     *
     * @param limit at most so many, the first ones
     */
    public List<SignedNote> between(long after, long through, int limit) {
        try (Connection connection = log.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                SELECT note FROM log.checkpoint
                                WHERE size > ? AND size <= ? ORDER BY size LIMIT ?
                                """)) {
            statement.setLong(1, after);
            statement.setLong(2, through);
            statement.setInt(3, limit);
            List<SignedNote> notes = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    notes.add(note(rows.getString(1)));
                }
            }
            return notes;
        } catch (SQLException e) {
            throw new FeedUnavailable("the log does not answer", e);
        }
    }

    private static SignedNote note(String text) {
        try {
            return SignedNote.parse(text.getBytes(StandardCharsets.UTF_8));
        } catch (SignedNote.NotANote e) {
            throw new FeedBroken("a stored checkpoint is none: " + e.getMessage());
        }
    }
}
