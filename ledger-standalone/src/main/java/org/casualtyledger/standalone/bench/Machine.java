package org.casualtyledger.standalone.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the figures were made on.
 *
 * @param load processes that wanted a core in the minute before, of which none was ours; below zero
 *     where the system does not say
 * @param settings of PostgreSQL, as it reports them
 */
record Machine(
        int cores,
        long memoryBytes,
        long heapBytes,
        String cpu,
        String system,
        String jdk,
        String postgres,
        double load,
        Map<String, String> settings) {

    private static final List<String> MUST_BE_ON =
            List.of("fsync", "synchronous_commit", "full_page_writes");

    private static final List<String> SETTINGS =
            List.of(
                    "fsync",
                    "synchronous_commit",
                    "full_page_writes",
                    "wal_sync_method",
                    "data_checksums",
                    "wal_level",
                    "max_wal_size",
                    "checkpoint_timeout",
                    "shared_buffers");

    /**
     * @throws IllegalStateException if the database would lose a commit: its figures would be worth
     *     nothing
     */
    static Machine read(Connection connection) throws SQLException, IOException {
        OperatingSystemMXBean system =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        Map<String, String> settings = new LinkedHashMap<>();
        for (String name : SETTINGS) {
            settings.put(name, show(connection, name));
        }
        for (String name : MUST_BE_ON) {
            if (!"on".equals(settings.get(name))) {
                throw new IllegalStateException(
                        "PostgreSQL is not durable: " + name + " is " + settings.get(name));
            }
        }
        return new Machine(
                system.getAvailableProcessors(),
                system.getTotalMemorySize(),
                Runtime.getRuntime().maxMemory(),
                model(),
                system.getName() + " " + system.getVersion() + ", " + system.getArch(),
                System.getProperty("java.vendor") + " " + Runtime.version(),
                show(connection, "server_version"),
                system.getSystemLoadAverage(),
                settings);
    }

    private static String show(Connection connection, String setting) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW " + setting)) {
            row.next();
            return row.getString(1);
        }
    }

    private static String model() throws IOException {
        Path info = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(info)) {
            return "not known";
        }
        try (Stream<String> lines = Files.lines(info)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("not known");
        }
    }

    String readable() {
        return String.format(
                Locale.ROOT,
                "%d cores (%s), %s of memory; %s; load before the run %.1f; %s, heap up to %s; PostgreSQL %s on the same machine, over loopback",
                cores,
                cpu,
                gigabytes(memoryBytes),
                system,
                load,
                jdk,
                gigabytes(heapBytes),
                postgres);
    }

    private static String gigabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30));
    }
}
