package org.casualtyledger.api.testing;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * One durable PostgreSQL for all tests of a JVM, and a database of its own for whoever asks.
 * Durable as in production: fsync, synchronous_commit and full_page_writes are on, so that what is
 * measured or crashed here means something.
 */
public final class TestPostgres {

    private static final int POOL_SIZE = 20;
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final Map<List<String>, String> TEMPLATES = new HashMap<>();
    private static EmbeddedPostgres server;

    private TestPostgres() {}

    /**
     * A pool over a new database in which each schema was migrated with {@code
     * classpath:db/<schema>}. The migrations run once for each set of schemas; every further
     * database is a copy (some 50 ms). Close the pool when done.
     */
    public static synchronized HikariDataSource database(String... schemas) {
        String template = TEMPLATES.computeIfAbsent(List.of(schemas), TestPostgres::migrated);
        String name = "test_" + NEXT.incrementAndGet();
        administer("CREATE DATABASE " + name + " TEMPLATE " + template);
        return pool(name);
    }

    /** A pool over a copy of the database of a pool that was closed. */
    public static synchronized HikariDataSource copy(HikariDataSource closed) {
        String name = "test_" + NEXT.incrementAndGet();
        administer("CREATE DATABASE " + name + " TEMPLATE " + closed.getPoolName());
        return pool(name);
    }

    /** Closes the pool and drops its database. */
    public static synchronized void drop(HikariDataSource pool) {
        pool.close();
        administer("DROP DATABASE " + pool.getPoolName() + " WITH (FORCE)");
    }

    /**
     * The port of the server on loopback, for those who put something between themselves and it.
     */
    public static synchronized int port() {
        return server().getPort();
    }

    private static String migrated(List<String> schemas) {
        String name = "template_" + NEXT.incrementAndGet();
        administer("CREATE DATABASE " + name);
        DataSource plain = server().getDatabase("postgres", name);
        for (String schema : schemas) {
            Flyway.configure()
                    .dataSource(plain)
                    .locations("classpath:db/" + schema)
                    .defaultSchema(schema)
                    .load()
                    .migrate();
        }
        return name;
    }

    private static HikariDataSource pool(String database) {
        HikariDataSource pool = new HikariDataSource();
        pool.setPoolName(database);
        pool.setJdbcUrl(server().getJdbcUrl("postgres", database));
        pool.setUsername("postgres");
        pool.setMaximumPoolSize(POOL_SIZE);
        pool.setMinimumIdle(0);
        return pool;
    }

    private static void administer(String sql) {
        try (Connection connection = server().getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static synchronized EmbeddedPostgres server() {
        if (server == null) {
            try {
                // Zonky's defaults are -F and synchronous_commit=off; the last setting wins.
                server =
                        EmbeddedPostgres.builder()
                                .setServerConfig("fsync", "on")
                                .setServerConfig("synchronous_commit", "on")
                                .setServerConfig("full_page_writes", "on")
                                .setServerConfig("shared_buffers", "256MB")
                                .setServerConfig("max_wal_size", "4GB")
                                .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return server;
    }
}
