package org.casualtyledger.projections.replays;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.casualtyledger.events.merkle.Frontier;
import org.casualtyledger.events.merkle.Merkle;
import org.casualtyledger.events.note.Checkpoint;
import org.casualtyledger.events.note.SignedNote;
import org.casualtyledger.events.note.SigningKey;

/** Signs what a test's log holds, as the log's signer would. */
final class Signing {
    static final String ORIGIN = "log.test/replays";

    private final DataSource log;
    private final SigningKey key;

    Signing(DataSource log, SigningKey key) {
        this.log = log;
        this.key = key;
    }

    Checkpoint sign() {
        return sign(tree(), key);
    }

    Checkpoint sign(Frontier tree, SigningKey by) {
        Checkpoint checkpoint = new Checkpoint(ORIGIN, tree.size(), tree.root());
        SignedNote note = new SignedNote(checkpoint.text(), List.of(by.sign(checkpoint.text())));
        try (Connection connection = log.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                INSERT INTO log.checkpoint (size, root, at, note)
                                VALUES (?, ?, clock_timestamp(), ?) ON CONFLICT DO NOTHING
                                """)) {
            statement.setLong(1, checkpoint.size());
            statement.setBytes(2, checkpoint.root());
            statement.setString(3, new String(note.bytes(), UTF_8));
            statement.execute();
            return checkpoint;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of the leaves that the log holds now. */
    Frontier tree() {
        Frontier tree = Frontier.empty();
        try (Connection connection = log.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT leaf FROM log.event ORDER BY position")) {
            while (rows.next()) {
                tree = tree.append(Merkle.leafHash(rows.getBytes(1)));
            }
            return tree;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
