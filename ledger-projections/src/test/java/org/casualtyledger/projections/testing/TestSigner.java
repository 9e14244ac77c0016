package org.casualtyledger.projections.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.casualtyledger.events.merkle.Frontier;
import org.casualtyledger.events.merkle.Merkle;
import org.casualtyledger.events.note.Checkpoint;
import org.casualtyledger.events.note.SignedNote;
import org.casualtyledger.events.note.SigningKey;
import org.casualtyledger.events.note.VerifierKey;

/** Signs what a test's log has, as the write side would, and keeps its keys in a folder. */
public final class TestSigner {
    public static final String ORIGIN = "ledger.test/log";

    public final SigningKey key = SigningKey.generate(ORIGIN, VerifierKey.ED25519);
    private final Path folder;

    public TestSigner(Path folder) {
        this.folder = folder;
    }

    /** What a read side needs to make receipts. */
    public Map<String, String> settings() throws IOException {
        Files.writeString(folder.resolve("log.vkey"), key.verifier() + "\n");
        return Map.of(
                "ledger.tallies.key-file", folder.resolve("tallies.key").toString(),
                "ledger.tallies.verifier-key-file", folder.resolve("tallies.vkey").toString(),
                "ledger.log.verifier-key-file", folder.resolve("log.vkey").toString(),
                "ledger.tallies.digests", "0s");
    }

    /** Signs the first so many events. */
    public Checkpoint sign(DataSource log, long size) {
        return sign(log, size, key);
    }

    /** The same with a key that may be somebody else's. */
    public Checkpoint sign(DataSource log, long size, SigningKey by) {
        Checkpoint checkpoint = new Checkpoint(ORIGIN, size, root(log, size));
        SignedNote note = new SignedNote(checkpoint.text(), List.of(by.sign(checkpoint.text())));
        try (Connection connection = log.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                INSERT INTO log.checkpoint (size, root, at, note) VALUES (?, ?, now(), ?)
                                ON CONFLICT (size) DO UPDATE SET note = excluded.note
                                """)) {
            statement.setLong(1, size);
            statement.setBytes(2, checkpoint.root());
            statement.setString(3, new String(note.bytes(), UTF_8));
            statement.execute();
            return checkpoint;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] root(DataSource log, long size) {
        Frontier frontier = Frontier.empty();
        try (Connection connection = log.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(
                                "SELECT leaf FROM log.event WHERE position < ? ORDER BY position")) {
            statement.setLong(1, size);
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    frontier = frontier.append(Merkle.leafHash(row.getBytes(1)));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return frontier.root();
    }
}
