package org.casualtyledger.standalone.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.casualtyledger.api.reporting.DirectSubmission;
import org.casualtyledger.standalone.embedded.TemporaryPostgres;

/**
 * A command until its receipt is durable, beside one INSERT and COMMIT for each of the same leaves.
 */
final class ReceiptWork {
    private static final int IN_FLIGHT = 256;
    private static final int CONNECTIONS = 16;
    private static final int ORGANISATIONS = 4;

    /** A round that takes longer than this is an outage. */
    private static final long WAIT_SECONDS = 300;

    private final TemporaryPostgres postgres;
    private final String database;
    private final Plan plan;

    ReceiptWork(TemporaryPostgres postgres, String database, Plan plan) {
        this.postgres = postgres;
        this.database = database;
        this.plan = plan;
    }

    List<Comparison> compare(Consumer<String> progress) throws Exception {
        SyntheticReports reports = new SyntheticReports(plan.seed());
        try (WriteSide api = WriteSide.start(postgres.settings(database));
                Connection connection = postgres.connect(database)) {
            createBeside(connection);
            DirectSubmission submissions = api.submissions();
            List<Rates> rates =
                    Rounds.of(
                            "receipts",
                            List.of("from the command", "raw inserts", "from the body"),
                            plan,
                            progress,
                            () -> round(reports, submissions, connection));
            return comparisons(rates, Sizes.of(connection));
        }
    }

    private List<Comparison> comparisons(List<Rates> rates, Sizes sizes) {
        List<String> compared =
                List.of(
                        String.format(
                                Locale.ROOT,
                                "Ours: the write side as a service of its own, without HTTP. %,d commands a round, %d in flight, each in the hands of a virtual thread that waits for its receipt: Axon's CommandGateway, decider, canonical leaf, sequencer, COMMIT. Each writes its event with three indexes, its tags, its fingerprint, and every text behind its digest.",
                                plan.reports(),
                                IN_FLIGHT),
                        String.format(
                                Locale.ROOT,
                                "Beside: the same leaves afterwards, each in one INSERT (position, id, at, leaf, leaf_hash) with that primary key alone, prepared, in autocommit, over %d connections: no tags, no texts, no checks.",
                                CONNECTIONS),
                        "\"From the request's body\" has reading, validating and sealing the body in the measured time too. The design names no goal for it.",
                        "Invented reports of four theatres in four scripts: "
                                + sizes.readable()
                                + ".");
        String beside = "raw single-row INSERT + COMMIT, 16 connections, same leaves";
        return List.of(
                new Comparison(
                        "receipt",
                        "command → durable receipt, 256 in flight",
                        beside,
                        rates.get(0),
                        rates.get(1),
                        OptionalDouble.of(2.0),
                        compared),
                new Comparison(
                        "receipt-from-body",
                        "the same from the request's body",
                        beside,
                        rates.get(2),
                        rates.get(1),
                        OptionalDouble.empty(),
                        List.of()));
    }

    private double[] round(
            SyntheticReports reports, DirectSubmission submissions, Connection connection)
            throws Exception {
        int n = plan.reports();
        List<byte[]> bodies = reports.next(2 * n);
        List<DirectSubmission.Prepared> prepared = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            prepared.add(submissions.prepare(organisation(i), bodies.get(i)));
        }
        long first = size(connection);
        double ours =
                Rounds.rate(n, () -> inFlight(n, i -> submissions.submit(prepared.get(i)).join()));
        prepared.clear();
        List<Leaf> leaves = leaves(connection, first);
        double raw = insert(leaves);
        double fromBody =
                Rounds.rate(
                        n,
                        () ->
                                inFlight(
                                        n,
                                        i ->
                                                submissions
                                                        .submit(
                                                                submissions.prepare(
                                                                        organisation(i),
                                                                        bodies.get(n + i)))
                                                        .join()));
        if (leaves.size() != n || size(connection) != first + 2L * n) {
            throw new IllegalStateException("not every submission became an event");
        }
        return new double[] {ours, raw, fromBody};
    }

    private static String organisation(int report) {
        return "sample-monitor-" + report % ORGANISATIONS;
    }

    private interface One {
        void run(int index) throws Exception;
    }

    private static void inFlight(int n, One one) throws Exception {
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            share(clients, IN_FLIGHT, n, _ -> one);
        }
    }

    private interface Client {
        One connected(int client) throws Exception;
    }

    /** So many clients, each taking the next index until none is left. */
    private static void share(ExecutorService executor, int clients, int n, Client client)
            throws Exception {
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> running = new ArrayList<>();
        for (int c = 0; c < clients; c++) {
            One one = client.connected(c);
            running.add(
                    executor.submit(
                            () -> {
                                for (int i = next.getAndIncrement();
                                        i < n;
                                        i = next.getAndIncrement()) {
                                    one.run(i);
                                }
                                return null;
                            }));
        }
        for (Future<?> run : running) {
            run.get(WAIT_SECONDS, TimeUnit.SECONDS);
        }
    }

    private record Leaf(long position, UUID id, OffsetDateTime at, byte[] leaf, byte[] hash) {}

    private double insert(List<Leaf> leaves) throws Exception {
        List<PreparedStatement> inserts = new ArrayList<>();
        try (ExecutorService writers = Executors.newFixedThreadPool(CONNECTIONS)) {
            for (int i = 0; i < CONNECTIONS; i++) {
                inserts.add(
                        postgres.connect(database)
                                .prepareStatement(
                                        """
                                        INSERT INTO beside.event (position, id, at, leaf, leaf_hash)
                                        VALUES (?, ?, ?, ?, ?)
                                        """));
            }
            return Rounds.rate(
                    leaves.size(),
                    () ->
                            share(
                                    writers,
                                    CONNECTIONS,
                                    leaves.size(),
                                    c -> i -> insert(inserts.get(c), leaves.get(i))));
        } finally {
            for (PreparedStatement insert : inserts) {
                insert.getConnection().close();
            }
        }
    }

    private static void insert(PreparedStatement insert, Leaf leaf) throws SQLException {
        insert.setLong(1, leaf.position());
        insert.setObject(2, leaf.id());
        insert.setObject(3, leaf.at());
        insert.setBytes(4, leaf.leaf());
        insert.setBytes(5, leaf.hash());
        insert.executeUpdate();
    }

    private static void createBeside(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    CREATE SCHEMA beside;
                    CREATE TABLE beside.event (
                        position  bigint      PRIMARY KEY,
                        id        uuid        NOT NULL,
                        at        timestamptz NOT NULL,
                        leaf      bytea       NOT NULL,
                        leaf_hash bytea       NOT NULL
                    )
                    """);
        }
    }

    private static long size(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT size FROM log.log_head")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static List<Leaf> leaves(Connection connection, long from) throws SQLException {
        List<Leaf> leaves = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement(
                        """
                        SELECT position, id, at, leaf, leaf_hash FROM log.event
                        WHERE position >= ? ORDER BY position
                        """)) {
            select.setLong(1, from);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    leaves.add(
                            new Leaf(
                                    rows.getLong(1),
                                    rows.getObject(2, UUID.class),
                                    rows.getObject(3, OffsetDateTime.class),
                                    rows.getBytes(4),
                                    rows.getBytes(5)));
                }
            }
        }
        return leaves;
    }
}
