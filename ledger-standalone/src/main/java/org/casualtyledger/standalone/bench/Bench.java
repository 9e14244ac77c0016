package org.casualtyledger.standalone.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.casualtyledger.standalone.embedded.LedgerProcess;
import org.casualtyledger.standalone.embedded.ServerSettings;
import org.casualtyledger.standalone.embedded.TemporaryPostgres;

/** One run: the works on one PostgreSQL, one after another, each with its sides in turns. */
public final class Bench {
    /** Of the write side alone; what it leaves is replayed. */
    private static final String RECEIPTS = "receipts";

    /** Of the whole ledger: filled by imports, then asked. */
    private static final String IMPORTS = "imports";

    private final String command;
    private final Plan plan;
    private final Optional<Path> in;
    private final Supplier<LedgerProcess> process;
    private final Consumer<String> progress;

    /**
     * @param command as the user gave it
     * @param in where the temporary folder goes, and so which disk is measured; empty for the
     *     system's own place
     * @param process the whole ledger as a server
     */
    public Bench(
            String command,
            Plan plan,
            Optional<Path> in,
            Supplier<LedgerProcess> process,
            Consumer<String> progress) {
        this.command = command;
        this.plan = plan;
        this.in = in;
        this.process = process;
        this.progress = progress;
    }

    public Findings run() throws Exception {
        InstantSource clock = Clock.systemUTC();
        Instant start = clock.instant();
        try (TemporaryPostgres postgres = TemporaryPostgres.start(in, progress)) {
            Machine machine = prepare(postgres);
            progress.accept(machine.readable());
            List<Comparison> comparisons =
                    new ArrayList<>(new ReceiptWork(postgres, RECEIPTS, plan).compare(progress));
            List<Latency> latencies = wholeLedger(postgres, comparisons);
            comparisons.addAll(new ReplayWork(postgres, RECEIPTS, plan).compare(progress));
            long seconds = Duration.between(start, clock.instant()).toSeconds();
            return new Findings(command, start, seconds, plan, machine, comparisons, latencies);
        }
    }

    /** What is measured of both services in one process. */
    private List<Latency> wholeLedger(TemporaryPostgres postgres, List<Comparison> comparisons)
            throws Exception {
        ServerSettings settings = postgres.settings(IMPORTS);
        LedgerProcess server = process.get();
        try (HttpLedger http = new HttpLedger(server.start(settings), settings.localKey())) {
            comparisons.add(new ImportWork(postgres, IMPORTS, plan).compare(http, progress));
            comparisons.addAll(new QueryWork(postgres, IMPORTS, plan).compare(http, progress));
            return new VisibleWork(plan).measure(http, progress);
        } finally {
            server.stop();
        }
    }

    private static Machine prepare(TemporaryPostgres postgres) throws Exception {
        try (Connection connection = postgres.connect("postgres")) {
            create(connection, RECEIPTS);
            create(connection, IMPORTS);
            return Machine.read(connection);
        }
    }

    private static void create(Connection connection, String database) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + database);
        }
    }
}
