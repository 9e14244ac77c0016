package org.casualtyledger.projections.replays;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.sql.DataSource;
import org.casualtyledger.counting.Methodology;
import org.casualtyledger.projections.edge.KnownMethodologies;
import org.casualtyledger.projections.feed.Feed;
import org.casualtyledger.projections.feed.LogKey;
import org.casualtyledger.projections.feed.SignedLog;
import org.casualtyledger.projections.processing.Projection;
import org.casualtyledger.projections.processing.ReadSideUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The replays of this read side: begun, resumed and discarded here, published by {@link
 * Publication}.
 *
 * <p><b>Crash.</b> A replay is a row and a schema, made and dropped in one transaction. A process
 * that dies leaves both, and its claim ends after three seconds; the replay is then shown as
 * interrupted, and whoever resumes it goes on at the stored position. What readers are answered
 * from is touched by a publication alone.
 */
final class Replays {
    /** Replays that are neither published nor discarded: each holds a copy of all tables. */
    static final int MOST_OPEN = 8;

    /**
     * Among so many latest ones every open one is looked for; who has forgotten one finds it there.
     */
    private static final int LATEST_OPEN = 100;

    /** More replays than this do not end while one question is answered. */
    private static final int ENDED_MEANWHILE = 5;

    private static final Logger LOG = LoggerFactory.getLogger(Replays.class);

    private final DataSource read;
    private final Feed feed;
    private final SignedLog signed;
    private final LogKey key;
    private final KnownMethodologies methodologies;
    private final Function<Methodology, List<Projection>> projections;
    private final String owner;
    private final Map<Long, Run> runs = new ConcurrentHashMap<>();

    /**
     * @param projections makes new instances of all that a live read side runs
     * @param owner names this process in claims
     */
    Replays(
            DataSource read,
            Feed feed,
            SignedLog signed,
            LogKey key,
            KnownMethodologies methodologies,
            Function<Methodology, List<Projection>> projections,
            String owner) {
        this.read = read;
        this.feed = feed;
        this.signed = signed;
        this.key = key;
        this.methodologies = methodologies;
        this.projections = projections;
        this.owner = owner;
    }

    /** Work on the read side in one transaction. */
    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    <T> T inTransaction(Work<T> work) {
        try (Connection connection = read.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.with(connection);
                connection.commit();
                return result;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new ReadSideUnavailable(e);
        }
    }

    /**
     * Begins one, at position 0.
     *
     * @throws org.casualtyledger.edge.ProblemException 409 for too many
     */
    Replay begin(Replay.Question question, Methodology methodology, String by) {
        long id =
                inTransaction(
                        connection -> {
                            if (ReplayTable.open(connection) >= MOST_OPEN) {
                                throw ReplayProblems.tooMany(MOST_OPEN);
                            }
                            long made = ReplayTable.insert(connection, question, by);
                            ShadowSchema.create(connection, made);
                            return made;
                        });
        Replay replay = find(id).orElseThrow();
        run(replay, methodology);
        return replay;
    }

    /**
     * Goes on with one whose process is gone, or that an event stopped.
     *
     * @throws org.casualtyledger.edge.ProblemException 404, or 409 with the reason why not
     */
    Replay resume(long id) {
        Replay replay = open(id);
        if (runs.containsKey(id) && runs.get(id).isRunning()) {
            return replay; // it runs already, which is what was wanted
        }
        replay.owner()
                .filter(other -> !other.equals(owner))
                .ifPresent(
                        _ -> {
                            throw ReplayProblems.elsewhere(id);
                        });
        if (!inTransaction(connection -> ShadowSchema.isCurrent(connection, id))) {
            throw ReplayProblems.outdated(id);
        }
        run(replay, methodology(replay));
        return find(id).orElseThrow();
    }

    /** The methodology by which one counts, as it was when the replay was begun. */
    Methodology methodology(Replay replay) {
        Methodology known =
                methodologies.asked(
                        Optional.of(
                                KnownMethodologies.Asked.parse(replay.question().methodology())),
                        Long.MAX_VALUE);
        if (!known.hash().equals(replay.question().hash())) {
            throw new IllegalStateException(
                    replay.question().methodology() + " is another document now");
        }
        return known;
    }

    private void run(Replay replay, Methodology methodology) {
        long id = replay.id();
        HashedFeed hashed =
                new HashedFeed(
                        feed,
                        replay.question().to().isPresent()
                                ? replay.question().to().getAsLong() + 1
                                : HashedFeed.NO_LIMIT);
        List<Projection> all = new ArrayList<>(projections.apply(methodology));
        all.add(new Roots(id, hashed, signed, key));
        Run run = new Run(replay, owner, hashed, shadow(id), all);
        Optional.ofNullable(runs.put(id, run)).ifPresent(Run::stop);
        run.start();
    }

    /**
     * Drops what one folded.
     *
     * @throws org.casualtyledger.edge.ProblemException 404 or 409
     */
    Replay discard(long id, String by) {
        Replay replay = open(id);
        Optional<Run> run = here(id);
        if (run.isEmpty() && replay.owner().filter(other -> !other.equals(owner)).isPresent()) {
            throw ReplayProblems.elsewhere(id);
        }
        run.ifPresent(Run::stop);
        inTransaction(
                connection -> {
                    ReplayTable.lock(connection, id);
                    open(connection, id);
                    ShadowSchema.drop(connection, ShadowSchema.name(id));
                    ReplayTable.discarded(connection, id, by);
                    return id;
                });
        forget(id);
        return find(id).orElseThrow();
    }

    /** The run of one, if this process folds it or did until it was stopped by an event. */
    Optional<Run> here(long id) {
        return Optional.ofNullable(runs.get(id));
    }

    void forget(long id) {
        runs.remove(id);
    }

    /** One that is neither published nor discarded. */
    Replay open(long id) {
        return inTransaction(connection -> open(connection, id));
    }

    static Replay open(Connection connection, long id) throws SQLException {
        Replay replay =
                ReplayTable.find(connection, id).orElseThrow(() -> ReplayProblems.unknown(id));
        if (replay.ended().isPresent()) {
            throw ReplayProblems.ended(replay);
        }
        return replay;
    }

    Optional<Replay> find(long id) {
        return inSnapshot(connection -> ReplayTable.find(connection, id)).map(this::claimed);
    }

    /** Those that are neither published nor discarded. */
    List<Replay> open() {
        return latest(LATEST_OPEN).stream().filter(replay -> replay.ended().isEmpty()).toList();
    }

    List<Replay> latest(int limit) {
        return inSnapshot(connection -> ReplayTable.latest(connection, limit)).stream()
                .map(this::claimed)
                .toList();
    }

    /**
     * One that was started here a moment ago has not taken its claim yet, and is not interrupted.
     */
    private Replay claimed(Replay replay) {
        return replay.owner().isEmpty() && here(replay.id()).filter(Run::isRunning).isPresent()
                ? replay.ownedBy(owner)
                : replay;
    }

    /** A replay's tree and its position are in two tables, and belong together. */
    private <T> T inSnapshot(Work<T> work) {
        for (int n = 1; ; n++) {
            try {
                return inTransaction(
                        connection -> {
                            try (Statement statement = connection.createStatement()) {
                                statement.execute(
                                        "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
                            }
                            return work.with(connection);
                        });
            } catch (ReadSideUnavailable e) {
                // One ended meanwhile: names are looked up as of now, whatever the snapshot shows.
                if (n == ENDED_MEANWHILE
                        || !(e.getCause() instanceof SQLException sql)
                        || !Comparing.NO_SUCH_TABLE.equals(sql.getSQLState())) {
                    throw e;
                }
            }
        }
    }

    /** Connections that have a replay's schema chosen. */
    DataSource shadow(long id) {
        return new ShadowConnections(read, ShadowSchema.name(id));
    }

    /** Events that the log has. */
    long head() {
        return feed.head().size();
    }

    /** Stops those of this process; they are shown as interrupted, and can be resumed. */
    void stop() {
        runs.forEach(
                (id, run) -> {
                    LOG.info("replay {} is interrupted at position {}", id, run.position());
                    run.stop();
                });
        runs.clear();
    }

    /** Drops what a publication replaced and a crash kept it from dropping. */
    void tidy() {
        inTransaction(
                connection -> {
                    for (long replay : ReplayTable.published(connection)) {
                        ShadowSchema.drop(connection, ShadowSchema.replaced(replay));
                    }
                    return true;
                });
    }
}
