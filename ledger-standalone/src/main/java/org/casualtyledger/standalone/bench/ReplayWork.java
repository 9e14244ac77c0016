package org.casualtyledger.standalone.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import org.casualtyledger.counting.Methodologies;
import org.casualtyledger.events.merkle.Frontier;
import org.casualtyledger.projections.ReadSchema;
import org.casualtyledger.projections.feed.LogTailFeed;
import org.casualtyledger.projections.processing.Moments;
import org.casualtyledger.projections.processing.ProjectionProcessor;
import org.casualtyledger.projections.series.SeriesProjection;
import org.casualtyledger.projections.tallies.StoredDigests;
import org.casualtyledger.projections.tallies.TallyProjection;
import org.casualtyledger.standalone.embedded.TemporaryPostgres;
import org.postgresql.PGStatement;

/**
 * The whole log into an empty read side, beside a cursor that reads the same rows and drops them.
 */
final class ReplayWork {
    /** Events of one transaction, as the read side has it unless told otherwise. */
    private static final int CHUNK = 4_096;

    private static final int FETCH_ROWS = 4_096;
    private static final Duration IDLE = Duration.ofMillis(5);
    private static final Duration WAIT = Duration.ofMinutes(10);

    /** The processor's own, one for each of its threads and one for us. */
    private static final int CONNECTIONS = 5;

    private static final String EMPTY = "replay_empty";
    private static final String SHADOW = "replay_shadow";

    private final TemporaryPostgres postgres;
    private final String database;
    private final Plan plan;
    private final Set<String> digests = new HashSet<>();

    ReplayWork(TemporaryPostgres postgres, String database, Plan plan) {
        this.postgres = postgres;
        this.database = database;
        this.plan = plan;
    }

    List<Comparison> compare(Consumer<String> progress) throws Exception {
        try (Connection log = postgres.connect(database);
                StockTallies stock = StockTallies.start(postgres, database)) {
            Sizes sizes = Sizes.of(log);
            Frontier frontier = frontier(log);
            createEmpty();
            List<Spread> rates =
                    Rounds.of(
                            "replay",
                            "/s",
                            List.of("full replay", "cursor read", "stock Axon"),
                            plan,
                            progress,
                            () -> round(sizes, frontier, stock));
            String work =
                    "full replay: read, verify Merkle root, fold, versions, postings, tallies, digest";
            return List.of(
                    new Comparison(
                            "replay",
                            work,
                            "events",
                            "raw JDBC cursor read of the same rows",
                            rates.get(0),
                            rates.get(1),
                            OptionalDouble.of(0.5),
                            compared(sizes)),
                    new Comparison(
                            "replay-stock",
                            "the same full replay",
                            "events",
                            StockTallies.NAME,
                            rates.get(0),
                            rates.get(2),
                            OptionalDouble.of(10.0),
                            List.of(
                                    "Ours: as above, in the same rounds.",
                                    StockTallies.compared())));
        }
    }

    private double[] round(Sizes sizes, Frontier frontier, StockTallies stock) throws Exception {
        double replay = Rounds.rate(sizes.events(), shadow(frontier));
        double read = Rounds.rate(sizes.events(), () -> read(sizes.events()));
        double stockAxon = Rounds.rate(stock.reports(), stock.again());
        try (HikariDataSource shadow = pool(SHADOW);
                Connection connection = shadow.getConnection()) {
            if (!Sums.of(connection).equals(stock.sums())) {
                throw new IllegalStateException("stock Axon counted something else");
            }
        }
        return new double[] {replay, read, stockAxon};
    }

    private List<String> compared(Sizes sizes) {
        return List.of(
                String.format(
                        Locale.ROOT,
                        "Ours: the read side's own processor and projections, from position 0 into an empty schema in another database of the same server, over the %,d events that the receipts left: read in chunks of %,d, each leaf hashed into the Merkle tree while it is read, decoded, folded; versions, postings, tallies and their indexes written; at the end the digest of the tally, and the tree compared with the log's own.",
                        sizes.events(),
                        CHUNK),
                String.format(
                        Locale.ROOT,
                        "Beside: SELECT position, leaf, leaf_hash in order through a cursor of %,d rows in binary, one connection, every value fetched and dropped.",
                        FETCH_ROWS),
                sizes.readable() + ". Every replay gave the same digest, " + digests + ".");
    }

    /** The preparation is ours to do, and is not timed. */
    private Rounds.Timed shadow(Frontier expected) throws SQLException {
        try (Connection connection = postgres.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + SHADOW);
            statement.execute("CREATE DATABASE " + SHADOW + " TEMPLATE " + EMPTY);
        }
        return () -> replay(expected);
    }

    private void replay(Frontier expected) throws Exception {
        try (HikariDataSource log = pool(database);
                HikariDataSource read = pool(SHADOW)) {
            HashingFeed feed = new HashingFeed(new LogTailFeed(log));
            ProjectionProcessor processor =
                    new ProjectionProcessor(
                            "documented",
                            "bench",
                            feed,
                            read,
                            List.of(
                                    new Moments(),
                                    new TallyProjection(Methodologies.DOCUMENTED),
                                    new SeriesProjection()),
                            CHUNK,
                            IDLE);
            processor.start();
            try {
                await(processor, expected.size() - 1);
            } finally {
                processor.stop();
            }
            if (!Arrays.equals(feed.tree().root(), expected.root())) {
                throw new IllegalStateException("the log's root is not that of its leaves");
            }
            try (Connection connection = read.getConnection()) {
                digests.add(
                        StoredDigests.tally(
                                connection, Methodologies.DOCUMENTED, expected.size() - 1));
            }
        }
        if (digests.size() != 1) {
            throw new IllegalStateException("two replays of one log differ: " + digests);
        }
    }

    private static void await(ProjectionProcessor processor, long last)
            throws InterruptedException {
        long end = System.nanoTime() + WAIT.toNanos();
        while (processor.position() < last) {
            if (System.nanoTime() > end || !processor.isRunning()) {
                throw new IllegalStateException("the replay stopped: " + processor.health());
            }
            Thread.sleep(IDLE);
        }
    }

    private void read(long events) throws SQLException {
        try (Connection connection = postgres.connect(database)) {
            connection.setAutoCommit(false); // the driver streams only inside a transaction
            try (PreparedStatement select =
                    connection.prepareStatement(
                            """
                            SELECT position, leaf, leaf_hash FROM log.event ORDER BY position
                            """)) {
                // In binary from the first row on: the driver's text form of bytes is twice as
                // long.
                select.unwrap(PGStatement.class).setPrepareThreshold(-1);
                select.setFetchSize(FETCH_ROWS);
                long rows = 0;
                long bytes = 0;
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        rows += row.getLong(1) == rows ? 1 : 0;
                        bytes += row.getBytes(2).length + row.getBytes(3).length;
                    }
                }
                if (rows != events || bytes == 0) {
                    throw new IllegalStateException(rows + " of " + events + " rows read");
                }
            }
        }
    }

    private void createEmpty() throws SQLException {
        try (Connection connection = postgres.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + EMPTY);
        }
        try (HikariDataSource read = pool(EMPTY)) {
            ReadSchema.migrate(read);
        }
    }

    private HikariDataSource pool(String name) {
        return Pool.open(postgres, name, ReadSchema.NAME, CONNECTIONS);
    }

    private static Frontier frontier(Connection log) throws SQLException {
        try (Statement statement = log.createStatement();
                ResultSet row = statement.executeQuery("SELECT frontier FROM log.log_head")) {
            row.next();
            return Frontier.fromBytes(row.getBytes(1));
        }
    }
}
