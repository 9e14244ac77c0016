package org.casualtyledger.api.eventlog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log in PostgreSQL, the system of record.
 *
 * <p><b>Durability.</b> An append is answered after its transaction was flushed to disk by a server
 * whose {@code fsync} is on; {@code synchronous_commit = off} is overruled.
 *
 * <p><b>Order.</b> Positions are given under the lock of the one row of {@code log.log_head}, which
 * is held until the commit: so commits happen in the order of positions, whichever instance makes
 * them, and no reader ever sees a hole.
 *
 * <p><b>Concurrency.</b> Appends of one process meet in one writer thread, which puts whatever
 * waits into one transaction (group commit). It keeps one connection of the pool for itself while
 * it is open; every read takes one for as long as it lasts.
 */
public final class PostgresEventLog implements EventLog {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresEventLog.class);

    /**
     * How often we look whether another instance has appended, while anybody watches: well below
     * what a reader would notice.
     */
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    /**
     * Of any of many tags: a command on a thousand reports asks for as many, and a branch for each
     * would take longer to plan than to carry out.
     */
    private static final String POSITIONS_OF_TAGS =
            """
            (SELECT DISTINCT one.position
            FROM unnest(?::text[]) AS wanted (tag)
            CROSS JOIN LATERAL (
                SELECT t.position FROM log.event_tag t
                WHERE t.tag = wanted.tag AND t.position >= ?
                ORDER BY t.position LIMIT ?) one)
            """;

    private final DataSource database;
    private final InstantSource apiClock;
    private final ExecutorService completions = Executors.newVirtualThreadPerTaskExecutor();
    private final Watchers watchers = new Watchers(completions);
    private final AtomicLong sizeSeen = new AtomicLong();
    private final PostgresWriter writer;
    private final Sequencer sequencer;
    private final ScheduledExecutorService lookout =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofVirtual().name("ledger-lookout").factory());

    /**
     * A log over a database that has the migrations of {@code db/log}. Starts at once; {@link
     * #close} stops it.
     */
    public PostgresEventLog(DataSource database) {
        this(database, LogObserver.NONE);
    }

    /** The same, with somebody who counts. */
    public PostgresEventLog(DataSource database, LogObserver observer) {
        this(database, InstantSource.system(), observer);
    }

    PostgresEventLog(DataSource database, InstantSource apiClock) {
        this(database, apiClock, LogObserver.NONE);
    }

    private PostgresEventLog(DataSource database, InstantSource apiClock, LogObserver observer) {
        this.database = database;
        this.apiClock = apiClock;
        this.writer =
                new PostgresWriter(database, apiClock, watchers::grown, this::turnAway, observer);
        this.sequencer = new Sequencer(writer::write, completions, observer);
        long everyMillis = LOOK_EVERY.toMillis();
        var unused =
                lookout.scheduleWithFixedDelay(
                        this::lookForOthers, everyMillis, everyMillis, TimeUnit.MILLISECONDS);
    }

    private void turnAway(LogUnavailable why) {
        sequencer.turnAway(why);
    }

    @Override
    public CompletableFuture<AppendResult> append(Append append) {
        return sequencer.append(append);
    }

    /**
     * Asks the database all that a batch asks before it judges an append, without the head's lock.
     */
    @Override
    public Optional<LogUnavailable> unready() {
        Optional<LogUnavailable> closed = sequencer.unready();
        if (closed.isPresent()) {
            return closed;
        }
        Instant before = apiClock.instant();
        try {
            return query(
                    """
                    SELECT at, held, clock_timestamp() AS now,
                           current_setting('transaction_read_only')::boolean AS read_only
                    FROM log.log_head
                    """,
                    _ -> {},
                    row -> {
                        row.next();
                        return unready(row, before);
                    });
        } catch (LogUnavailable outage) {
            return Optional.of(outage);
        }
    }

    private Optional<LogUnavailable> unready(ResultSet row, Instant before) throws SQLException {
        String held = row.getString("held");
        if (held != null) {
            return Optional.of(new LogUnavailable(LogUnavailable.Reason.HELD, held));
        }
        if (row.getBoolean("read_only")) {
            return Optional.of(
                    new LogUnavailable(LogUnavailable.Reason.STORE, "the database is read-only"));
        }
        BatchTransaction.requireClocks(
                before,
                EventRows.instant(row, "now"),
                apiClock.instant(),
                EventRows.instant(row, "at"));
        return Optional.empty();
    }

    @Override
    public Head head() {
        return query(
                "SELECT size, at, frontier FROM log.log_head",
                _ -> {},
                row -> {
                    row.next();
                    return EventRows.head(row);
                });
    }

    @Override
    public List<StoredEvent> read(long from, int limit) {
        EventLog.requirePage(limit);
        return query(
                "SELECT "
                        + EventRows.COLUMNS
                        + " FROM log.event e WHERE e.position >= ? ORDER BY e.position LIMIT ?",
                statement -> {
                    statement.setLong(1, from);
                    statement.setInt(2, limit);
                },
                EventRows::events);
    }

    /** One statement, so one snapshot: the size belongs to the events. */
    @Override
    public Matches readMatching(Collection<Criterion> anyOf, long from, int limit) {
        EventLog.requirePage(limit);
        if (anyOf.isEmpty()) {
            return new Matches(List.of(), head().size());
        }
        List<Criterion> tags = anyOf.stream().filter(PostgresEventLog::isOneTag).toList();
        List<Criterion> others =
                tags.size() < 2
                        ? List.copyOf(anyOf)
                        : anyOf.stream().filter(c -> !isOneTag(c)).toList();
        String positions =
                Stream.concat(
                                tags.size() < 2 ? Stream.empty() : Stream.of(POSITIONS_OF_TAGS),
                                others.stream().map(PostgresEventLog::positionsOf))
                        .collect(Collectors.joining(" UNION "));
        String select =
                """
                SELECT h.size, %s
                FROM log.log_head h
                LEFT JOIN (SELECT p.position FROM (%s) p ORDER BY p.position LIMIT ?) m ON true
                LEFT JOIN log.event e ON e.position = m.position
                ORDER BY e.position
                """
                        .formatted(EventRows.COLUMNS, positions);
        return query(
                select,
                statement -> {
                    int parameter = tags.size() < 2 ? 1 : bindTags(statement, tags, from, limit);
                    for (Criterion criterion : others) {
                        parameter = bind(statement, parameter, criterion, from, limit);
                    }
                    statement.setInt(parameter, limit);
                },
                rows -> {
                    List<StoredEvent> events = new ArrayList<>();
                    long size = 0;
                    while (rows.next()) {
                        size = rows.getLong("size");
                        if (rows.getObject("position") != null) {
                            events.add(EventRows.event(rows));
                        }
                    }
                    return new Matches(events, size);
                });
    }

    private static boolean isOneTag(Criterion criterion) {
        return criterion.types().isEmpty() && criterion.tags().size() == 1;
    }

    /** In the order of the question marks of {@link #POSITIONS_OF_TAGS}. */
    private static int bindTags(
            PreparedStatement statement, List<Criterion> tags, long from, int limit)
            throws SQLException {
        Object[] texts = tags.stream().map(c -> c.tags().iterator().next().text()).toArray();
        statement.setArray(1, statement.getConnection().createArrayOf("text", texts));
        statement.setLong(2, from);
        statement.setInt(3, limit);
        return 4;
    }

    private static String positionsOf(Criterion criterion) {
        String types = criterion.types().isEmpty() ? "" : "AND e.type = ANY (?) ";
        if (criterion.tags().isEmpty()) {
            return "(SELECT e.position FROM log.event e WHERE e.position >= ? "
                    + types
                    + "ORDER BY e.position LIMIT ?)";
        }
        String event = types.isEmpty() ? "" : "JOIN log.event e ON e.position = t.position ";
        String others =
                "AND EXISTS (SELECT 1 FROM log.event_tag o WHERE o.position = t.position AND o.tag = ?) "
                        .repeat(criterion.tags().size() - 1);
        return "(SELECT t.position FROM log.event_tag t "
                + event
                + "WHERE t.position >= ? "
                + types
                + "AND t.tag = ? "
                + others
                + "ORDER BY t.position LIMIT ?)";
    }

    /** In the order of the question marks of {@link #positionsOf}. */
    private static int bind(
            PreparedStatement statement, int first, Criterion criterion, long from, int limit)
            throws SQLException {
        int parameter = first;
        statement.setLong(parameter++, from);
        if (!criterion.types().isEmpty()) {
            statement.setArray(
                    parameter++,
                    statement.getConnection().createArrayOf("text", criterion.types().toArray()));
        }
        for (Tag tag : criterion.tags()) {
            statement.setString(parameter++, tag.text());
        }
        statement.setInt(parameter++, limit);
        return parameter;
    }

    /**
     * One look into the index for each type, then the best of them: no sort over all that the
     * organisation ever submitted.
     */
    @Override
    public List<StoredEvent> list(Listing listing) {
        boolean ascending = listing.direction() == Listing.Direction.ASCENDING;
        String order = ascending ? "ASC" : "DESC";
        String select =
                """
                SELECT %s
                FROM unnest(?::text[]) AS wanted (type)
                CROSS JOIN LATERAL (
                    SELECT i.position FROM log.event i
                    WHERE i.organisation = ? AND i.type = wanted.type AND i.position %s ?
                    ORDER BY i.position %s LIMIT ?) page
                JOIN log.event e ON e.position = page.position
                ORDER BY e.position %s LIMIT ?
                """
                        .formatted(EventRows.COLUMNS, ascending ? ">=" : "<=", order, order);
        return query(
                select,
                statement -> {
                    statement.setArray(
                            1,
                            statement
                                    .getConnection()
                                    .createArrayOf("text", listing.types().toArray()));
                    statement.setString(2, listing.organisation());
                    statement.setLong(3, listing.from());
                    statement.setInt(4, listing.limit());
                    statement.setInt(5, listing.limit());
                },
                EventRows::events);
    }

    @Override
    public List<StoredEvent> find(Collection<UUID> ids) {
        EventLog.requirePage(Math.max(1, ids.size()));
        return query(
                "SELECT "
                        + EventRows.COLUMNS
                        + " FROM log.event e WHERE e.id = ANY (?) ORDER BY e.position",
                statement ->
                        statement.setArray(
                                1, statement.getConnection().createArrayOf("uuid", ids.toArray())),
                EventRows::events);
    }

    /**
     * Halves the log until the place is found: {@code at} never goes backwards, so positions are
     * its index.
     */
    @Override
    public long positionAt(Instant instant) {
        long low = 0;
        long high = head().size();
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (read(middle, 1).getFirst().at().isAfter(instant)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    @Override
    public Optional<AppendResult> earlier(Idempotency idempotency) {
        return query(
                """
                SELECT i.digest, e.position, e.id, e.at, e.leaf_hash
                FROM log.idempotency i
                JOIN log.event e ON e.position >= i.first_position AND e.position < i.first_position + i.events
                WHERE i.scope = ? AND i.key = ?
                ORDER BY e.position
                """,
                statement -> {
                    statement.setString(1, idempotency.scope());
                    statement.setString(2, idempotency.key());
                },
                rows -> {
                    List<Receipt> receipts = new ArrayList<>();
                    boolean same = true;
                    while (rows.next()) {
                        same = Arrays.equals(rows.getBytes("digest"), idempotency.requestDigest());
                        receipts.add(EventRows.receipt(rows));
                    }
                    if (receipts.isEmpty()) {
                        return Optional.empty();
                    }
                    return Optional.of(
                            same
                                    ? new AppendResult.Replayed(receipts)
                                    : new AppendResult.KeyReused(receipts.getFirst().position()));
                });
    }

    @Override
    public Watch watch(Runnable grown) {
        return watchers.add(grown);
    }

    private void lookForOthers() {
        if (watchers.isEmpty()) {
            return;
        }
        try {
            long size = head().size();
            if (sizeSeen.getAndSet(size) != size) {
                watchers.grown();
            }
        } catch (RuntimeException e) {
            // The next look comes soon, and whoever reads meets the outage itself.
            LOG.debug("could not look at the head of the log", e);
        }
    }

    @Override
    public void close() {
        lookout.shutdownNow();
        sequencer.close();
        writer.close();
        completions.close();
    }

    private interface Binding {
        void bind(PreparedStatement statement) throws SQLException;
    }

    private interface Reading<T> {
        T read(ResultSet rows) throws SQLException;
    }

    private <T> T query(String sql, Binding binding, Reading<T> reading) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            binding.bind(statement);
            try (ResultSet rows = statement.executeQuery()) {
                return reading.read(rows);
            }
        } catch (SQLException e) {
            throw new LogUnavailable(LogUnavailable.Reason.STORE, "the store could not be read", e);
        }
    }
}
