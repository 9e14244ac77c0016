package org.casualtyledger.standalone.embedded;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.casualtyledger.events.files.DurableFiles;

/**
 * A durable PostgreSQL on a folder that we hold: a commit that was acknowledged is on the disk.
 *
 * <p>The postmaster outlives a JVM that was killed (pg_ctl gives it a session of its own). That
 * harms nothing, and the next start, which holds the folder's lock and so knows that nobody is
 * using it, stops it before it starts its own.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    public static final String USER = "ledger";
    private static final String DATABASE = "ledger";

    private static final Duration INIT = Duration.ofMinutes(2);

    /** Recovery after a crash rereads at most max_wal_size, which takes a minute on a slow disk. */
    private static final Duration START = Duration.ofMinutes(10);

    /** A fast shutdown ends sessions at once, but writes a checkpoint. */
    private static final Duration STOP = Duration.ofMinutes(2);

    /**
     * Another process may take the free port between our asking and PostgreSQL's taking it; and
     * where the postmaster alone was killed, its children hold the shared memory until they notice.
     */
    private static final int ATTEMPTS = 5;

    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);

    private final DataFolder folder;
    private final PostgresPrograms programs;
    private final int port;
    private final String password;

    private EmbeddedPostgres(
            DataFolder folder, PostgresPrograms programs, int port, String password) {
        this.folder = folder;
        this.programs = programs;
        this.port = port;
        this.password = password;
    }

    /** Returns once it answers, recovered, with a database for the ledger. */
    public static EmbeddedPostgres start(DataFolder folder, Consumer<String> progress)
            throws IOException, InterruptedException, SQLException {
        RunAs as = RunAs.choose(folder.cluster());
        // Another user cannot look into our home.
        Path cache =
                as.owner().isPresent()
                        ? folder.path().resolve("pg-programs")
                        : PostgresBinaries.userCache();
        PostgresPrograms programs =
                new PostgresPrograms(PostgresBinaries.home(cache, progress), as);
        if (!Files.isDirectory(folder.cluster())) {
            initialise(folder, programs, progress);
        }
        if (!Files.exists(folder.version())) { // killed between the last two steps of a first start
            DurableFiles.write(folder.version(), PostgresBinaries.major() + "\n");
        }
        String password = Files.readString(folder.password()).strip();
        stopOrphan(folder, programs, progress);
        int port = launch(folder, programs);
        EmbeddedPostgres postgres = new EmbeddedPostgres(folder, programs, port, password);
        try {
            postgres.createDatabase();
        } catch (SQLException e) {
            postgres.close();
            throw e;
        }
        return postgres;
    }

    /**
     * The cluster is made beside its place and renamed when whole: a first start that is killed
     * leaves no half of one.
     */
    private static void initialise(
            DataFolder folder, PostgresPrograms programs, Consumer<String> progress)
            throws IOException, InterruptedException {
        progress.accept(
                "creating a PostgreSQL "
                        + PostgresBinaries.version()
                        + " cluster in "
                        + folder.cluster());
        Path next = folder.path().resolve("pg.next");
        PostgresBinaries.delete(next);
        DurableFiles.createFolder(next);
        DurableFiles.write(folder.password(), secret() + "\n");
        Path password = folder.path().resolve("pg-password.init");
        DurableFiles.write(password, Files.readString(folder.password()));
        if (programs.as().owner().isPresent()) {
            give(programs.as().owner().get(), folder.path(), List.of(next, password, folder.log()));
        }
        // The builtin C.UTF-8 sorts by code point on every machine; checksums are on by default
        // since 18.
        PostgresPrograms.Output initdb =
                programs.run(
                        INIT,
                        "initdb",
                        List.of(
                                "--pgdata=" + next,
                                "--username=" + USER,
                                "--pwfile=" + password,
                                "--auth=scram-sha-256",
                                "--encoding=UTF8",
                                "--locale=C",
                                "--locale-provider=builtin",
                                "--builtin-locale=C.UTF-8",
                                "--no-instructions"));
        Files.delete(password);
        if (initdb.exit() != 0) {
            throw new IOException("initdb failed: " + initdb.text());
        }
        DurableFiles.move(next, folder.cluster());
        DurableFiles.write(folder.version(), PostgresBinaries.major() + "\n");
    }

    private static void give(String owner, Path folder, List<Path> files) throws IOException {
        UserPrincipal principal =
                folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(owner);
        for (Path file : files) {
            Files.setOwner(file, principal);
        }
        // PostgreSQL must pass through the folder; what is secret in it has a mode of its own.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    }

    private static void stopOrphan(
            DataFolder folder, PostgresPrograms programs, Consumer<String> progress)
            throws IOException, InterruptedException {
        Optional<ProcessHandle> orphan = orphan(folder.cluster());
        if (orphan.isEmpty()) {
            return;
        }
        progress.accept(
                "stopping the PostgreSQL (process "
                        + orphan.get().pid()
                        + ") that an earlier run left behind");
        stop(folder, programs);
    }

    /**
     * The live postmaster of this very cluster. A pid alone proves nothing: after a reboot, or in a
     * copied folder, it is somebody else's. A file that names such a stranger is removed, since
     * PostgreSQL would refuse to start beside it.
     */
    private static Optional<ProcessHandle> orphan(Path cluster) throws IOException {
        Path pidFile = cluster.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(pidFile);
        Optional<ProcessHandle> alive =
                lines.isEmpty()
                        ? Optional.empty()
                        : ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                                .filter(ProcessHandle::isAlive);
        if (alive.isPresent() && !servesFrom(alive.get(), cluster)) {
            Files.delete(pidFile);
            return Optional.empty();
        }
        return alive;
    }

    /**
     * A postmaster's working directory is its cluster. Where that cannot be seen, its command line
     * names it.
     */
    private static boolean servesFrom(ProcessHandle process, Path cluster) throws IOException {
        if (ended(process)) {
            return false;
        }
        Path workingDirectory = Path.of("/proc/" + process.pid() + "/cwd");
        if (Files.isReadable(workingDirectory)) {
            return Files.isSameFile(workingDirectory, cluster);
        }
        return process.info()
                .commandLine()
                .map(line -> line.contains(cluster.toString()))
                .orElse(true);
    }

    /**
     * Listed only because its parent has not asked for its status: state Z, after the name in
     * parentheses.
     */
    private static boolean ended(ProcessHandle process) throws IOException {
        Path stat = Path.of("/proc/" + process.pid() + "/stat");
        if (!Files.isReadable(stat)) {
            return false;
        }
        String line = Files.readString(stat);
        return line.startsWith("Z", line.lastIndexOf(')') + 2);
    }

    private static int launch(DataFolder folder, PostgresPrograms programs)
            throws IOException, InterruptedException {
        String said = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = freePort();
            PostgresPrograms.Output started =
                    programs.run(
                            START.plusSeconds(10),
                            "pg_ctl",
                            List.of(
                                    "start",
                                    "--pgdata=" + folder.cluster(),
                                    "--wait",
                                    "--timeout=" + START.toSeconds(),
                                    "--log=" + folder.log().resolve("postgresql-start.log"),
                                    "--options=" + options(folder, port)));
            if (started.exit() == 0) {
                return port;
            }
            said = started.text();
            Thread.sleep(BETWEEN_ATTEMPTS);
        }
        throw new IOException("PostgreSQL does not start: " + said + "\nSee " + folder.log());
    }

    /**
     * Given at every start, so no edited file and no older folder can make the ledger forget a
     * commit.
     */
    private static String options(DataFolder folder, int port) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("fsync", "on");
        settings.put("synchronous_commit", "on");
        settings.put("full_page_writes", "on");
        settings.put("listen_addresses", "127.0.0.1");
        settings.put("port", Integer.toString(port));
        settings.put("unix_socket_directories", "");
        settings.put("max_connections", "100");
        // A sixteenth of the machine, since the JVM and the page cache live here too.
        settings.put("shared_buffers", megabytes(memory() / 16, 128, 2048));
        settings.put("effective_cache_size", megabytes(memory() / 2, 512, 65_536));
        settings.put("work_mem", "32MB");
        settings.put("maintenance_work_mem", megabytes(memory() / 64, 64, 512));
        // Rare checkpoints, so few full pages in the WAL: compressing those would cost more than it
        // saves.
        settings.put("max_wal_size", "2GB");
        settings.put("checkpoint_timeout", "15min");
        settings.put("wal_compression", "off");
        settings.put("random_page_cost", "1.1");
        settings.put("jit", "off");
        settings.put("timezone", "UTC");
        settings.put("log_timezone", "UTC");
        settings.put("logging_collector", "on");
        settings.put("log_directory", folder.log().toString());
        settings.put(
                "log_filename",
                "postgresql-%a.log"); // a week, each day over the last one of its name
        settings.put("log_truncate_on_rotation", "on");
        settings.put("log_rotation_size", "0");
        // A statement, or the detail of a fault, may quote a report: neither belongs in a log.
        settings.put("log_min_error_statement", "panic");
        settings.put("log_error_verbosity", "terse");
        return settings.entrySet().stream()
                .map(s -> "-c " + s.getKey() + "='" + s.getValue().replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }

    private static long memory() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                .getTotalMemorySize();
    }

    private static String megabytes(long bytes, long atLeast, long atMost) {
        return Math.clamp(bytes / (1024 * 1024), atLeast, atMost) + "MB";
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** 256 bits, in hexadecimal. */
    static String secret() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private void createDatabase() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url("postgres"), USER, password);
                Statement statement = connection.createStatement();
                ResultSet known =
                        statement.executeQuery(
                                "SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
            if (!known.next()) {
                statement.execute("CREATE DATABASE " + DATABASE);
            }
        }
    }

    /** Where another database of this cluster is, such as one of {@link TemporaryPostgres}. */
    String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    public String jdbcUrl() {
        return url(DATABASE);
    }

    public String password() {
        return password;
    }

    /** Ends open sessions, writes a checkpoint, and returns when the postmaster is gone. */
    @Override
    public void close() throws IOException, InterruptedException {
        stop(folder, programs);
    }

    private static void stop(DataFolder folder, PostgresPrograms programs)
            throws IOException, InterruptedException {
        List<String> arguments =
                List.of(
                        "stop",
                        "--pgdata=" + folder.cluster(),
                        "--mode=fast",
                        "--wait",
                        "--timeout=" + STOP.toSeconds());
        PostgresPrograms.Output stopped = programs.run(STOP.plusSeconds(10), "pg_ctl", arguments);
        if (stopped.exit() != 0 && Files.exists(folder.cluster().resolve("postmaster.pid"))) {
            throw new IOException("PostgreSQL does not stop: " + stopped.text());
        }
    }
}
