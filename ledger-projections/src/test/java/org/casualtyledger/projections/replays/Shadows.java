package org.casualtyledger.projections.replays;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.casualtyledger.counting.Methodologies;
import org.casualtyledger.counting.Methodology;
import org.casualtyledger.events.merkle.Frontier;
import org.casualtyledger.events.note.Checkpoint;
import org.casualtyledger.events.note.SigningKey;
import org.casualtyledger.events.note.VerifierKey;
import org.casualtyledger.projections.candidates.SightingProjection;
import org.casualtyledger.projections.edge.KnownMethodologies;
import org.casualtyledger.projections.feed.Feed;
import org.casualtyledger.projections.feed.LogKey;
import org.casualtyledger.projections.feed.LogTailFeed;
import org.casualtyledger.projections.feed.SignedLog;
import org.casualtyledger.projections.incidents.TimelineProjection;
import org.casualtyledger.projections.processing.Moments;
import org.casualtyledger.projections.publications.PublicationProjection;
import org.casualtyledger.projections.registries.RegistryProjection;
import org.casualtyledger.projections.series.SeriesProjection;
import org.casualtyledger.projections.tallies.TalliesForTests;
import org.casualtyledger.projections.tallies.TallyProjection;
import org.casualtyledger.projections.testing.ReadSide;

/** A live read side with replays beside it, and a log that the test signs itself. */
final class Shadows implements AutoCloseable {
    static final String ORIGIN = Signing.ORIGIN;

    final ReadSide side;
    final SigningKey signer = SigningKey.generate(ORIGIN, VerifierKey.ED25519);
    final Comparing comparing;
    private final Signing signing;

    Shadows(ReadSide side) {
        this.side = side;
        this.signing = new Signing(side.database, signer);
        this.comparing =
                new Comparing(side.database, TalliesForTests.stored(), Methodologies.DOCUMENTED);
        ReplaysSchema.migrate(side.database);
    }

    Replays replays(String owner) {
        return replays(owner, new LogTailFeed(side.database));
    }

    Replays replays(String owner, Feed feed) {
        return replays(side.database, feed, key(), owner);
    }

    static Replays replays(DataSource database, Feed feed, LogKey key, String owner) {
        return new Replays(
                database,
                feed,
                new SignedLog(database),
                key,
                new KnownMethodologies(database),
                methodology ->
                        List.of(
                                new Moments(),
                                new TallyProjection(methodology),
                                new SeriesProjection(),
                                new RegistryProjection(),
                                new TimelineProjection(),
                                new SightingProjection(),
                                new PublicationProjection()),
                owner);
    }

    LogKey key() {
        return new LogKey(Optional.of(signer.verifier().toString()), Optional.empty());
    }

    Publication publication(Replays replays) {
        return publication(replays, key());
    }

    Publication publication(Replays replays, LogKey key) {
        return new Publication(
                side.database,
                replays,
                comparing,
                new SignedLog(side.database),
                key,
                Methodologies.DOCUMENTED,
                side.processor);
    }

    static Replay.Question following(int chunk) {
        return question(OptionalLong.empty(), Methodologies.DOCUMENTED, chunk);
    }

    static Replay.Question question(OptionalLong to, Methodology methodology, int chunk) {
        return new Replay.Question(
                to, methodology.name() + "@" + methodology.version(), methodology.hash(), chunk);
    }

    Replay begin(Replays replays, Replay.Question question) {
        return replays.begin(question, Methodologies.DOCUMENTED, "auditor");
    }

    /** Waits until it has folded all that it is to fold. */
    Replay caughtUp(Replays replays, long id) {
        return until(replays, id, Replay.Status.CAUGHT_UP);
    }

    Replay until(Replays replays, long id, Replay.Status status) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(10))
                .until(
                        () -> replays.find(id).orElseThrow(),
                        replay -> replay.status(replays.head()) == status);
    }

    Comparison compared(Replays replays, long id) {
        return comparing
                .latest(replays.shadow(id), replays.methodology(replays.open(id)))
                .orElseThrow();
    }

    /** Signs what the log holds. */
    Checkpoint sign() {
        return signing.sign();
    }

    Checkpoint sign(Frontier tree, SigningKey by) {
        return signing.sign(tree, by);
    }

    /** Of the leaves that the log holds now. */
    Frontier tree() {
        return signing.tree();
    }

    void execute(String sql) {
        try (Connection connection = side.database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    List<String> schemas() {
        try (Connection connection = side.database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                """
                                SELECT nspname FROM pg_namespace
                                WHERE nspname LIKE 'read%' OR nspname LIKE 'replay\\_%' ORDER BY 1
                                """)) {
            List<String> names = new java.util.ArrayList<>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        side.close();
    }
}
