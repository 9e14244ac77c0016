package org.casualtyledger.projections.replays;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.casualtyledger.counting.Methodology;
import org.casualtyledger.edge.ProblemException;
import org.casualtyledger.events.note.Checkpoint;
import org.casualtyledger.events.note.VerifierKey;
import org.casualtyledger.projections.feed.FeedBroken;
import org.casualtyledger.projections.feed.LogKey;
import org.casualtyledger.projections.feed.SignedLog;
import org.casualtyledger.projections.processing.Applying;
import org.casualtyledger.projections.processing.ReadSideUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a replay the live tallies, in one transaction, while readers go on.
 *
 * <ol>
 *   <li>The live position's table is locked against writers. Flushes in hand are waited for; the
 *       next one of each partition waits before it has touched anything. Readers are not held up.
 *   <li>The replay folds exactly what a signed checkpoint covers that is not older than what
 *       readers see, which is what every partition has reached. Its root must be the signed one,
 *       and its tallies as of the live position the live ones, unless the caller accepts that they
 *       are others.
 *   <li>All live tables are locked against readers too, a moment at a time, so that no statement
 *       reads one table of the old schema and another of the new.
 *   <li>All partitions get the replay's position, so that nothing is lost or applied twice, and new
 *       epochs: a processor that waited finds that its claim is no longer one, and forgets what it
 *       kept in memory. The schemas change names.
 * </ol>
 *
 * <p><b>The commit point</b> is this transaction's. A crash before it leaves live tallies and
 * replay as they were; after it the replay is live, and what it replaced is dropped, at the latest
 * when a process starts. A reader that holds a snapshot is waited for; one that begins while the
 * tables are locked waits, and then reads the new ones. Snapshots of several statements lock the
 * position's table before they are taken, so that none is older than the tables that it reads.
 */
final class Publication {
    /** How long live tallies may stand still for a flush, a signature and the rest of the fold. */
    private static final Duration STANDSTILL = Duration.ofSeconds(8);

    /** How far behind the log a replay may be when the live tallies are made to wait for it. */
    private static final long NEAR = 10_000;

    /**
     * How long all tables may take in one try, in milliseconds; readers that begin meanwhile wait
     * as long. Less than the second after which PostgreSQL looks for deadlocks: a reader that holds
     * one table and wants another must never be the one that is ended.
     */
    private static final int[] TRIES = {200, 200, 400, 400, 800, 200, 400, 800, 800, 800, 800};

    /** PostgreSQL ends a vacuum of its own when somebody has waited for its table for a second. */
    private static final String VACUUM = "1300ms";

    private static final String CANCELLED = "57014";
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final Duration POLL = Duration.ofMillis(10);

    private static final Logger LOG = LoggerFactory.getLogger(Publication.class);

    private final DataSource read;
    private final Replays replays;
    private final Comparing comparing;
    private final SignedLog signed;
    private final LogKey key;
    private final Methodology live;
    private final Applying applying;

    Publication(
            DataSource read,
            Replays replays,
            Comparing comparing,
            SignedLog signed,
            LogKey key,
            Methodology live,
            Applying applying) {
        this.read = read;
        this.replays = replays;
        this.comparing = comparing;
        this.signed = signed;
        this.key = key;
        this.live = live;
        this.applying = applying;
    }

    /**
     * @param acceptDifferences publish although tallies as of the live position are others
     * @throws ProblemException 404, or 409 with the reason why not; nothing was changed then
     */
    synchronized Replay publish(long id, boolean acceptDifferences, String by) {
        Replay replay = replays.open(id);
        VerifierKey verifier = verifier();
        Run run = publishable(replay);
        analyse(run);
        boolean halted = applying.health().failed().isPresent();
        try (Connection connection = read.getConnection()) {
            connection.setAutoCommit(false);
            try {
                exchange(connection, new Attempt(replay, run, verifier, acceptDifferences, by));
                connection.commit();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            followAgain(run);
            throw new ReadSideUnavailable(e);
        } catch (FeedBroken e) {
            followAgain(run);
            throw ReplayProblems.notTheLogs(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            followAgain(run);
            throw e;
        }
        replays.forget(id);
        if (halted) {
            applying.resume(); // the event that stopped it was folded by the replay
        }
        replays.tidy();
        LOG.info("replay {} is live", id);
        return replays.find(id).orElseThrow();
    }

    private VerifierKey verifier() {
        try {
            return key.read().orElseThrow(ReplayProblems::noKey);
        } catch (FeedBroken e) {
            throw ReplayProblems.notTheLogs(String.valueOf(e.getMessage()));
        }
    }

    private record Attempt(
            Replay replay, Run run, VerifierKey verifier, boolean acceptDifferences, String by) {}

    private Run publishable(Replay replay) {
        if (!replay.question().hash().equals(live.hash())) {
            throw ReplayProblems.anotherMethodology(
                    replay.id(), replay.question().methodology(), live.name());
        }
        if (replay.question().to().isPresent()) {
            throw ReplayProblems.bounded(replay.id());
        }
        long head = replays.head();
        Run run =
                replays.here(replay.id())
                        .filter(Run::isRunning)
                        .orElseThrow(
                                () -> ReplayProblems.notRunning(replay.id(), replay.status(head)));
        if (run.position() < head - NEAR) {
            throw ReplayProblems.behind(replay.id(), run.position(), head);
        }
        return run;
    }

    private static void followAgain(Run run) {
        run.feed().limit(HashedFeed.NO_LIMIT);
        run.start();
    }

    private void exchange(Connection connection, Attempt attempt) throws SQLException {
        Live before = standStill(connection);
        Checkpoint checkpoint = foldedExactly(attempt, before.position());
        boolean differs = compared(connection, attempt, before.position());
        attempt.run().stop();
        ReplayTable.lock(connection, attempt.replay().id());
        Replays.open(connection, attempt.replay().id());
        lockOut(connection);
        fence(connection, attempt.replay().id(), before.epoch());
        rename(connection, ShadowSchema.LIVE, ShadowSchema.replaced(attempt.replay().id()));
        rename(connection, ShadowSchema.name(attempt.replay().id()), ShadowSchema.LIVE);
        ReplayTable.published(
                connection,
                attempt.replay().id(),
                attempt.by(),
                new Replay.Published(checkpoint.size(), checkpoint.root(), differs));
    }

    /** The latest epoch of any partition, and the position that all have reached. */
    private record Live(long epoch, long position) {}

    private static Live standStill(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL lock_timeout = '" + STANDSTILL.toMillis() + "ms'");
            statement.execute("LOCK TABLE feed_position IN EXCLUSIVE MODE");
            try (ResultSet row =
                    statement.executeQuery(
                            """
                            SELECT coalesce(max(epoch), 0), coalesce(min(position), -1)
                            FROM feed_position WHERE projection = 'documented'
                            """)) {
                row.next();
                return new Live(row.getLong(1), row.getLong(2));
            }
        }
    }

    /** Has the replay fold what a checkpoint covers, no more and no less, and holds the roots. */
    private Checkpoint foldedExactly(Attempt attempt, long livePosition) throws SQLException {
        Run run = attempt.run();
        long least = Math.max(livePosition + 1, run.feed().freeze());
        Checkpoint checkpoint =
                awaited(() -> signed.latest(least).map(n -> LogKey.verified(n, attempt.verifier())))
                        .orElseThrow(() -> ReplayProblems.notSigned(least));
        run.feed().limit(checkpoint.size());
        boolean reached = await(() -> run.position() == checkpoint.size() - 1 || !run.isRunning());
        Replay replay = replays.find(attempt.replay().id()).orElseThrow();
        if (!reached || replay.frontier().size() != checkpoint.size()) {
            throw replay.failed().isPresent()
                    ? ReplayProblems.notRunning(replay.id(), Replay.Status.FAILED)
                    : ReplayProblems.stalled(replay.id());
        }
        if (!Arrays.equals(replay.frontier().root(), checkpoint.root())) {
            throw ReplayProblems.rootDiffers(checkpoint.size());
        }
        return checkpoint;
    }

    /** Whether they differ, and that is accepted. */
    private boolean compared(Connection connection, Attempt attempt, long position)
            throws SQLException {
        if (position < 0) {
            return false; // there were none
        }
        try (Connection shadow = attempt.run().shadow().getConnection()) {
            shadow.setAutoCommit(false);
            try {
                Comparison comparison = comparing.compare(connection, shadow, live, position);
                if (!comparison.agrees() && !attempt.acceptDifferences()) {
                    throw ReplayProblems.differs(comparison);
                }
                return !comparison.agrees();
            } finally {
                shadow.rollback();
                shadow.setAutoCommit(true);
            }
        }
    }

    /** Takes all live tables, or none for longer than a try. */
    private static void lockOut(Connection connection) throws SQLException {
        String tables = tables(connection);
        for (int millis : TRIES) {
            // Of the whole statement: each single wait would have the limit of a lock to itself.
            if (locked(connection, "statement_timeout", millis + "ms", tables)) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("SET LOCAL statement_timeout TO DEFAULT");
                }
                return;
            }
            for (String vacuumed : vacuumed(connection)) {
                // Nothing else is held that readers want, so this wait ends no reader either.
                Savepoint before = connection.setSavepoint();
                locked(connection, "lock_timeout", VACUUM, vacuumed);
                connection.rollback(before);
            }
        }
        throw ReplayProblems.busy();
    }

    /** Whether it got them; else it holds none of them. */
    private static boolean locked(
            Connection connection, String setting, String limit, String tables)
            throws SQLException {
        Savepoint before = connection.setSavepoint();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL " + setting + " = '" + limit + "'");
            statement.execute("LOCK TABLE " + tables + " IN ACCESS EXCLUSIVE MODE");
            return true;
        } catch (SQLException e) {
            if (!CANCELLED.equals(e.getSQLState()) && !LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                throw e;
            }
            connection.rollback(before);
            return false;
        }
    }

    /** Live tables that PostgreSQL is vacuuming of its own accord. */
    private static List<String> vacuumed(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT DISTINCT format('%I.%I', n.nspname, c.relname)
                        FROM pg_locks l
                        JOIN pg_stat_activity a ON a.pid = l.pid
                        JOIN pg_class c ON c.oid = l.relation AND c.relkind = 'r'
                        JOIN pg_namespace n ON n.oid = c.relnamespace
                        WHERE a.backend_type = 'autovacuum worker' AND n.nspname = ?
                          AND l.database = (SELECT oid FROM pg_database
                                            WHERE datname = current_database())
                        """)) {
            statement.setString(1, ShadowSchema.LIVE);
            List<String> tables = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            return tables;
        }
    }

    /** The position's table first: snapshots begin with it. */
    private static String tables(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT string_agg(format('%I.%I', n.nspname, c.relname), ', '
                                          ORDER BY c.relname <> 'feed_position', c.relname)
                        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                        WHERE n.nspname = ? AND c.relkind = 'r'
                        """)) {
            statement.setString(1, ShadowSchema.LIVE);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    /**
     * Whoever claimed any of the positions has it no longer. The replay's one position becomes that
     * of every partition that the live tables have.
     */
    private static void fence(Connection connection, long replay, long epoch) throws SQLException {
        String shadow = ShadowSchema.name(replay);
        try (PreparedStatement live =
                        connection.prepareStatement(
                                """
                                UPDATE %s.feed_position
                                SET epoch = greatest(epoch, ?) + 1, owner = NULL, claimed_until = NULL
                                WHERE projection = 'documented'
                                """
                                        .formatted(ShadowSchema.LIVE));
                PreparedStatement others =
                        connection.prepareStatement(
                                """
                                INSERT INTO %2$s.feed_position
                                    (projection, partition, partitions, epoch, position)
                                SELECT l.projection, l.partition, l.partitions, 0, s.position
                                FROM %1$s.feed_position l
                                JOIN %2$s.feed_position s USING (projection)
                                WHERE l.projection = 'documented' AND l.partition > 0
                                """
                                        .formatted(ShadowSchema.LIVE, shadow));
                // Who takes part still does: else each process took everything for a moment.
                PreparedStatement alive =
                        connection.prepareStatement(
                                """
                                INSERT INTO %2$s.instance (name, seen_until)
                                SELECT name, seen_until FROM %1$s.instance
                                ON CONFLICT DO NOTHING
                                """
                                        .formatted(ShadowSchema.LIVE, shadow));
                PreparedStatement all =
                        connection.prepareStatement(
                                """
                                UPDATE %2$s.feed_position
                                SET epoch = greatest(epoch, ?) + 2, owner = NULL, claimed_until = NULL,
                                    partitions =
                                        (SELECT greatest(1, count(*)) FROM %1$s.feed_position
                                         WHERE projection = 'documented')
                                WHERE projection = 'documented'
                                """
                                        .formatted(ShadowSchema.LIVE, shadow))) {
            live.setLong(1, epoch);
            live.executeUpdate();
            others.executeUpdate();
            alive.executeUpdate();
            all.setLong(1, epoch);
            all.executeUpdate();
        }
    }

    private static void rename(Connection connection, String from, String to) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("ALTER SCHEMA " + from + " RENAME TO " + to);
        }
    }

    /** Tables without statistics are taken for tiny: the first answers would be slow ones. */
    private static void analyse(Run run) {
        try (Connection connection = run.shadow().getConnection();
                Statement names = connection.createStatement();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        names.executeQuery(
                                """
                                SELECT format('%I', c.relname) FROM pg_class c
                                WHERE c.relnamespace = current_schema()::regnamespace
                                  AND c.relkind = 'r'
                                """)) {
            while (rows.next()) {
                statement.execute("ANALYZE " + rows.getString(1));
            }
        } catch (SQLException e) {
            throw new ReadSideUnavailable(e);
        }
    }

    private static <T> Optional<T> awaited(Supplier<Optional<T>> wanted) {
        long end = System.nanoTime() + STANDSTILL.toNanos();
        Optional<T> found = wanted.get();
        while (found.isEmpty() && System.nanoTime() < end && pause()) {
            found = wanted.get();
        }
        return found;
    }

    private static boolean await(BooleanSupplier condition) {
        return awaited(() -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty())
                .isPresent();
    }

    private static boolean pause() {
        try {
            Thread.sleep(POLL);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
