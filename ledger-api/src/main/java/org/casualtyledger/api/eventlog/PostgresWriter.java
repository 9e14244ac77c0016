package org.casualtyledger.api.eventlog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes batches over one connection of its own, and finds out what became of a batch whose commit
 * was not answered. Used by the sequencer's thread alone.
 */
final class PostgresWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresWriter.class);

    /**
     * A connection that was idle may turn out to be dead at its first use; a second fresh one that
     * fails is an outage.
     */
    private static final int MAX_ATTEMPTS = 3;

    /**
     * How long we keep asking what became of a commit: a database that restarts is back within it.
     */
    static final Duration RESOLVE_WITHIN = Duration.ofSeconds(30);

    private static final Duration RETRY_AFTER = Duration.ofMillis(100);

    /** Longer than every timeout that the server keeps for us, so that it answers first. */
    private static final Duration NO_ANSWER = Duration.ofSeconds(20);

    /**
     * Plans must not depend on what the statistics happen to say of tables that only grow: every
     * statement of ours is a look into an index. The timeouts end a transaction of ours that we
     * lost sight of, since its lock on the head holds up every instance.
     */
    private static final String SETTINGS =
            """
            SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off; SET enable_bitmapscan = off;
            SET plan_cache_mode = force_generic_plan; SET jit = off;
            SET lock_timeout = '10s'; SET statement_timeout = '15s'; SET idle_in_transaction_session_timeout = '10s';
            SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off';
            """;

    /**
     * SQLSTATE classes that say something of the server or the way to it, not of the rows that were
     * sent.
     */
    private static final Set<String> OUTAGES =
            Set.of("08", "25", "40", "53", "55", "57", "58", "XX");

    /** SQLSTATE classes with which a server refuses a COMMIT: nothing was committed. */
    private static final Set<String> COMMIT_REFUSED = Set.of("22", "23", "42", "P0");

    private static final String EVENT_ID_TAKEN = "event_id_once";
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String LOCK_TIMEOUT = "55P03";

    /** How long a COPY may wait for its own process: one of a whole batch takes milliseconds. */
    private static final String SILENT = "5 seconds";

    private final DataSource database;
    private final InstantSource apiClock;
    private final Runnable grown;
    private final Consumer<LogUnavailable> turnAway;
    private final LogObserver observer;
    private @Nullable Connection connection;

    /** A database that shows fewer events than this one did before is not the same any more. */
    private long sizeSeen;

    /**
     * @param turnAway told that no connection can be had: whoever waits behind a batch would wait
     *     as long for the same
     */
    PostgresWriter(
            DataSource database,
            InstantSource apiClock,
            Runnable grown,
            Consumer<LogUnavailable> turnAway,
            LogObserver observer) {
        this.turnAway = turnAway;
        this.database = database;
        this.apiClock = apiClock;
        this.grown = grown;
        this.observer = observer;
    }

    /** Answers every append of the batch. */
    void write(List<Pending> batch) {
        LogUnavailable down =
                new LogUnavailable(LogUnavailable.Reason.STORE, "the store lost every COMMIT");
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            try {
                Optional<List<AppendResult>> results = tryWrite(batch);
                if (results.isPresent()) {
                    answer(batch, results.get());
                    return;
                }
            } catch (LogUnavailable unavailable) {
                rollBack();
                failAll(batch, unavailable);
                return;
            } catch (SQLTransientConnectionException none) {
                // The pool waited for one as long as anybody should.
                failAll(batch, noAnswer(none));
                return;
            } catch (SQLException failure) {
                if (!isOutage(failure)) {
                    rollBack();
                    part(batch, failure);
                    return;
                }
                drop();
                LOG.warn("attempt {} to append {} failed", attempt, batch.size(), failure);
                if (LOCK_TIMEOUT.equals(failure.getSQLState())) {
                    endStoppedAppends();
                }
                down = new LogUnavailable(LogUnavailable.Reason.STORE, "the store failed", failure);
            } catch (RuntimeException bug) {
                // A companion table's or ours. The transaction must not stay open: it holds the
                // head's lock.
                rollBack();
                part(batch, bug);
                return;
            }
        }
        failAll(batch, down);
    }

    /**
     * A process that was stopped in the middle of a COPY holds the head's lock for as long as it is
     * stopped: its machine still answers for it, and no timeout of the server ends a COPY that
     * waits for its data. So who waited in vain ends the session, which rolls the append back; its
     * process, should it go on, sees an outage and tries again.
     */
    private void endStoppedAppends() {
        try (PreparedStatement statement =
                connection()
                        .prepareStatement(
                                """
                                SELECT pg_terminate_backend(a.pid)
                                FROM pg_stat_activity a JOIN pg_locks l ON l.pid = a.pid
                                WHERE l.relation = 'log.log_head'::regclass
                                  AND a.usename = current_user AND a.state = 'active'
                                  AND a.wait_event = 'ClientRead'
                                  AND a.state_change < clock_timestamp() - ?::interval
                                """)) {
            statement.setString(1, SILENT);
            statement.execute();
            rollBack();
        } catch (SQLException e) {
            LOG.debug("a stopped append could not be looked for", e);
            drop();
        }
    }

    private void answer(List<Pending> batch, List<AppendResult> results) {
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).succeed(results.get(i));
        }
        if (results.stream().anyMatch(AppendResult.Appended.class::isInstance)) {
            grown.run();
        }
    }

    /** Nothing of what waits was stored. */
    private LogUnavailable noAnswer(SQLException none) {
        LogUnavailable down =
                new LogUnavailable(LogUnavailable.Reason.STORE, "the store does not answer", none);
        turnAway.accept(down);
        return down;
    }

    private static void failAll(List<Pending> batch, LogUnavailable why) {
        batch.forEach(pending -> pending.fail(why));
    }

    /** One try; empty where nothing was committed and the batch should be tried again. */
    private Optional<List<AppendResult>> tryWrite(List<Pending> batch) throws SQLException {
        Connection transaction = connection();
        BatchTransaction.Prepared prepared =
                new BatchTransaction(transaction, batch, apiClock, sizeSeen).prepare();
        observer.committing(batch.stream().map(Pending::observation).toList(), prepared.results());
        if (prepared.appended().isEmpty()) {
            transaction.rollback();
        } else if (!commit(transaction, prepared.appended())) {
            return Optional.empty();
        } else {
            sizeSeen = prepared.appended().getLast().position() + 1;
        }
        return Optional.of(prepared.results());
    }

    /**
     * Commits; true where the events are in the log.
     *
     * <p>Crash before the commit point, on either side of the wire: the server rolls the
     * transaction back, positions, tags, keys and companions with it; nobody was answered, nobody
     * has seen anything. Crash after it: everything is there; whoever was not answered asks by
     * event id or idempotency key. In between, a COMMIT whose answer is lost, the server knows and
     * we do not: so we ask.
     */
    private boolean commit(Connection transaction, List<Receipt> appended) throws SQLException {
        try {
            transaction.commit(); // THE COMMIT POINT
            return true;
        } catch (SQLException lost) {
            if (COMMIT_REFUSED.contains(stateClass(lost))) {
                throw lost;
            }
            LOG.warn(
                    "a COMMIT of {} events from position {} was not answered",
                    appended.size(),
                    appended.getFirst().position(),
                    lost);
            drop();
            return askWhetherCommitted(appended);
        }
    }

    private boolean askWhetherCommitted(List<Receipt> appended) {
        long deadline = System.nanoTime() + RESOLVE_WITHIN.toNanos();
        SQLException last;
        do {
            try {
                boolean committed = isCommitted(connection(), appended);
                LOG.info(
                        "the COMMIT at position {} {}",
                        appended.getFirst().position(),
                        committed ? "took place" : "did not take place");
                return committed;
            } catch (SQLException failure) {
                last = failure;
                drop();
                if (failure instanceof SQLTransientConnectionException) {
                    noAnswer(failure);
                }
                LockSupport.parkNanos(RETRY_AFTER.toNanos());
            }
        } while (System.nanoTime() < deadline);
        throw new LogUnavailable(
                LogUnavailable.Reason.OUTCOME_UNKNOWN, "a COMMIT was not answered", last);
    }

    /**
     * The lost transaction may still be committing while we ask. It holds the head's lock until it
     * has ended, one way or the other, so we take that lock first and look only then; the settings
     * above make sure that the server ends it.
     */
    private static boolean isCommitted(Connection fresh, List<Receipt> appended)
            throws SQLException {
        String find = "SELECT count(*) FROM log.event WHERE id = ANY (?)";
        try (Statement lock = fresh.createStatement();
                PreparedStatement statement = fresh.prepareStatement(find)) {
            lock.execute("SELECT size FROM log.log_head FOR UPDATE");
            UUID[] ids = appended.stream().map(Receipt::id).toArray(UUID[]::new);
            statement.setArray(1, fresh.createArrayOf("uuid", ids));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                long found = row.getLong(1);
                fresh.rollback();
                if (found != 0 && found != appended.size()) {
                    throw new IllegalStateException(
                            found
                                    + " of "
                                    + appended.size()
                                    + " events of one transaction are there");
                }
                return found > 0;
            }
        }
    }

    /**
     * Something in the batch cannot be stored. Halves are tried until it stands alone, so that it
     * harms no neighbour.
     */
    private void part(List<Pending> batch, Exception failure) {
        if (batch.size() > 1) {
            write(batch.subList(0, batch.size() / 2));
            write(batch.subList(batch.size() / 2, batch.size()));
            return;
        }
        Pending culprit = batch.getFirst();
        try {
            OptionalLong taken = positionOfTakenId(culprit.append(), failure);
            if (taken.isPresent()) {
                culprit.succeed(new AppendResult.Refused(taken.getAsLong()));
            } else {
                culprit.fail(new IllegalArgumentException("the append cannot be stored", failure));
            }
        } catch (SQLException lost) {
            drop();
            culprit.fail(new LogUnavailable(LogUnavailable.Reason.STORE, "the store failed", lost));
        }
    }

    private OptionalLong positionOfTakenId(Append append, Exception failure) throws SQLException {
        boolean idTaken =
                failure instanceof SQLException violation
                        && UNIQUE_VIOLATION.equals(violation.getSQLState())
                        && String.valueOf(violation.getMessage()).contains(EVENT_ID_TAKEN);
        if (!idTaken) {
            return OptionalLong.empty();
        }
        Connection reading = connection();
        String find = "SELECT min(position) FROM log.event WHERE id = ANY (?)";
        try (PreparedStatement statement = reading.prepareStatement(find)) {
            UUID[] ids = append.events().stream().map(NewEvent::id).toArray(UUID[]::new);
            statement.setArray(1, reading.createArrayOf("uuid", ids));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return OptionalLong.of(row.getLong(1));
            }
        } finally {
            rollBack();
        }
    }

    /** A setting of the writer's own connection. */
    String setting(String name) throws SQLException {
        try (PreparedStatement show = connection().prepareStatement("SELECT current_setting(?)")) {
            show.setString(1, name);
            try (ResultSet row = show.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        } finally {
            rollBack();
        }
    }

    private Connection connection() throws SQLException {
        if (connection == null) {
            connection = settled(database.getConnection());
        }
        return connection;
    }

    /** The connection with our settings, or none at all: half of them would be worse. */
    private static Connection settled(Connection fresh) throws SQLException {
        try (Statement settings = fresh.createStatement()) {
            fresh.setNetworkTimeout(Runnable::run, (int) NO_ANSWER.toMillis());
            fresh.setAutoCommit(true);
            settings.execute(SETTINGS);
            fresh.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            fresh.setAutoCommit(false);
            return fresh;
        } catch (SQLException e) {
            fresh.abort(Runnable::run);
            throw e;
        }
    }

    private void rollBack() {
        if (connection != null) {
            try {
                connection.rollback();
            } catch (SQLException e) {
                LOG.debug("a rollback failed: the connection is given up", e);
                drop();
            }
        }
    }

    /** Gives a connection up that cannot be trusted; the server rolls back what was open on it. */
    private void drop() {
        if (connection != null) {
            Connection lost = connection;
            connection = null;
            try (lost) {
                lost.abort(Runnable::run);
            } catch (SQLException e) {
                LOG.debug("a lost connection could not be closed", e);
            }
        }
    }

    /** Gives the connection back to the pool as it came. */
    @Override
    public void close() {
        if (connection != null) {
            try (Connection mine = connection;
                    Statement statement = mine.createStatement()) {
                connection = null;
                mine.rollback();
                mine.setAutoCommit(true);
                statement.execute("RESET ALL");
            } catch (SQLException e) {
                LOG.debug("the writer's connection could not be given back", e);
            }
        }
    }

    private static boolean isOutage(SQLException failure) {
        return failure.getSQLState() == null || OUTAGES.contains(stateClass(failure));
    }

    private static String stateClass(SQLException failure) {
        String state = failure.getSQLState();
        return state == null || state.length() < 2 ? "" : state.substring(0, 2);
    }
}
