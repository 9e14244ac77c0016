package org.casualtyledger.standalone.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.messaging.core.Context;
import org.axonframework.messaging.core.EmptyApplicationContext;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.core.unitofwork.SimpleUnitOfWorkFactory;
import org.axonframework.messaging.core.unitofwork.TransactionalUnitOfWorkFactory;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.SimpleEventHandlingComponent;
import org.axonframework.messaging.eventhandling.processing.errorhandling.PropagatingErrorHandler;
import org.axonframework.messaging.eventhandling.processing.streaming.pooled.PooledStreamingEventProcessor;
import org.axonframework.messaging.eventhandling.processing.streaming.pooled.PooledStreamingEventProcessorConfiguration;
import org.axonframework.messaging.eventhandling.sequencing.SequentialPolicy;
import org.casualtyledger.counting.Change;
import org.casualtyledger.counting.Contribution;
import org.casualtyledger.counting.Incidents;
import org.casualtyledger.counting.Measures;
import org.casualtyledger.counting.Methodologies;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.standalone.embedded.TemporaryPostgres;

/**
 * The same events through stock Axon's pooled streaming processor, from the first one on, into a
 * table of sums that each batch adds to in one statement.
 */
final class StockTallies implements AutoCloseable {
    /** Events of one transaction; the default of 1 would make it slower by far. */
    private static final int BATCH = 1_000;

    /** One thread reads and one counts. Four, tried on two cores, took a seventh longer. */
    private static final int SEGMENTS = 1;

    private static final int CONNECTIONS = 5;
    private static final Duration WAIT = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final String SCHEMA = "stock_replay";

    /** Of the table that names this side. */
    static final String NAME = "stock Axon 5, its pooled processor, batched tallies, same events";

    private static final Context.ResourceKey<Batch> BATCHES = Context.ResourceKey.withLabel("sums");

    private final HikariDataSource pool;
    private final StockAxon axon;
    private final long reports;
    private int replays;

    private StockTallies(HikariDataSource pool, StockAxon axon, long reports) {
        this.pool = pool;
        this.axon = axon;
        this.reports = reports;
    }

    /** What one batch adds to the sums, by the cell's name. */
    private static final class Batch {
        private final Map<String, Measures> sums = new TreeMap<>();
        private long events;
    }

    /** Fills its event table with the reports of the log, byte for byte. */
    static StockTallies start(TemporaryPostgres postgres, String database) throws SQLException {
        HikariDataSource pool = Pool.open(postgres, database, SCHEMA, CONNECTIONS);
        try {
            StockAxon axon = StockAxon.start(pool, SCHEMA, _ -> {});
            return new StockTallies(pool, axon, fill(pool));
        } catch (SQLException | RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    private static long fill(HikariDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    CREATE TABLE tally (
                        cell       text   NOT NULL COLLATE "C" PRIMARY KEY,
                        incidents  bigint NOT NULL,
                        killed_min bigint NOT NULL,
                        killed_max bigint NOT NULL
                    )
                    """);
            return statement.executeLargeUpdate(
                    """
                    INSERT INTO "AggregateEventEntry"
                        ("globalIndex", "identifier", "type", "version", "payload", "metadata", "timestamp",
                         "aggregateType", "aggregateIdentifier", "aggregateSequenceNumber")
                    SELECT position, id::text, type, '1', leaf, convert_to('{}', 'UTF8'),
                           to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                           'report', id::text, 0
                    FROM log.event WHERE type = 'report-submitted'
                    """);
        }
    }

    /** Empties the sums; the processor after this has another name, and so begins again. */
    Rounds.Timed again() throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE tally");
        }
        replays++;
        return this::replay;
    }

    long reports() {
        return reports;
    }

    private void replay() throws Exception {
        AtomicLong counted = new AtomicLong();
        try (ScheduledExecutorService coordinator = Executors.newSingleThreadScheduledExecutor();
                ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor()) {
            PooledStreamingEventProcessor processor = processor(coordinator, worker, counted);
            processor.start().get(WAIT.toSeconds(), TimeUnit.SECONDS);
            try {
                await(counted);
            } finally {
                processor.shutdown().get(WAIT.toSeconds(), TimeUnit.SECONDS);
            }
        }
    }

    private PooledStreamingEventProcessor processor(
            ScheduledExecutorService coordinator,
            ScheduledExecutorService worker,
            AtomicLong counted) {
        return new PooledStreamingEventProcessor(
                "tallies-" + replays,
                List.of(
                        new SimpleEventHandlingComponent(SequentialPolicy.INSTANCE)
                                .subscribe(
                                        new QualifiedName(EventCodec.SUBMITTED),
                                        (message, context) -> {
                                            count(message, context, counted);
                                            return MessageStream.empty();
                                        })),
                new PooledStreamingEventProcessorConfiguration()
                        .eventSource(axon.events())
                        .tokenStore(axon.tokens())
                        .unitOfWorkFactory(
                                new TransactionalUnitOfWorkFactory(
                                        axon.transactions(),
                                        new SimpleUnitOfWorkFactory(
                                                EmptyApplicationContext.INSTANCE)))
                        .coordinatorExecutor(coordinator)
                        .workerExecutor(worker)
                        .errorHandler(PropagatingErrorHandler.instance())
                        .initialToken(start -> start.firstToken(null))
                        .initialSegmentCount(SEGMENTS)
                        .batchSize(BATCH));
    }

    /** A report is an incident of its own here, so what it contributes follows from it alone. */
    private void count(EventMessage message, ProcessingContext context, AtomicLong counted) {
        Batch batch =
                context.computeResourceIfAbsent(
                        BATCHES,
                        () -> {
                            Batch next = new Batch();
                            context.runOnPrepareCommit(_ -> store(next));
                            context.runOnAfterCommit(_ -> counted.addAndGet(next.events));
                            return next;
                        });
        if (!(message.payload() instanceof byte[] leaf)) {
            throw new IllegalStateException("a payload that is no leaf");
        }
        Incidents incidents = new Incidents(new HashMap<>(), new HashMap<>());
        for (Change change : incidents.apply(0, EventCodec.decode(leaf))) {
            for (Contribution made : Methodologies.DOCUMENTED.contributions(change.after())) {
                batch.sums.merge(made.cell().name(), made.measures(), Measures::plus);
            }
        }
        batch.events++;
    }

    private void store(Batch batch) {
        axon.transactions()
                .getEntityManager()
                .<Connection>runWithConnection(connection -> store(connection, batch));
    }

    private static void store(Connection connection, Batch batch) throws SQLException {
        List<Long> incidents = new ArrayList<>();
        List<Long> min = new ArrayList<>();
        List<Long> max = new ArrayList<>();
        for (Measures measures : batch.sums.values()) {
            incidents.add(measures.incidents());
            min.add(measures.killed().min());
            max.add(measures.killed().max());
        }
        try (PreparedStatement upsert =
                connection.prepareStatement(
                        """
                        INSERT INTO tally AS t (cell, incidents, killed_min, killed_max)
                        SELECT * FROM unnest(?::text[], ?::bigint[], ?::bigint[], ?::bigint[])
                        ON CONFLICT (cell) DO UPDATE SET
                            incidents = t.incidents + excluded.incidents,
                            killed_min = t.killed_min + excluded.killed_min,
                            killed_max = t.killed_max + excluded.killed_max
                        """)) {
            upsert.setArray(1, connection.createArrayOf("text", batch.sums.keySet().toArray()));
            upsert.setArray(2, connection.createArrayOf("bigint", incidents.toArray()));
            upsert.setArray(3, connection.createArrayOf("bigint", min.toArray()));
            upsert.setArray(4, connection.createArrayOf("bigint", max.toArray()));
            upsert.executeUpdate();
        }
    }

    private void await(AtomicLong counted) throws InterruptedException {
        long end = System.nanoTime() + WAIT.toNanos();
        while (counted.get() < reports) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        "stock Axon counted " + counted + " of " + reports + " events");
            }
            Thread.sleep(PAUSE);
        }
    }

    /** The sums over all cells. */
    Sums sums() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return Sums.of(connection);
        }
    }

    /** What this side does, in a sentence or two. */
    static String compared() {
        return String.format(
                Locale.ROOT,
                "Beside: the same reports in the table of Axon Framework 5's JPA engine (put there in SQL, not timed), through its PooledStreamingEventProcessor with its JpaTokenStore: one segment (one thread reads and one counts, on two cores), batches of %,d, all else as it comes. For each batch the leaves decoded, counted by the same methodology, and added to the sums (incidents, killed) of a table of cells in one statement. No hash and no tree, no versions, no postings, no dimensions, no digest, no later event than a report's first. After each round both sides' sums agreed.",
                BATCH);
    }

    @Override
    public void close() {
        axon.close();
        pool.close();
    }
}
