package org.casualtyledger.api.eventlog;

import com.github.dockerjava.api.exception.NotFoundException;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * The contract once more on a PostgreSQL in a container, as a deployment has it; skipped, visibly,
 * where no engine answers.
 */
class ContainerEventLogTest extends EventLogContract {
    private static final String IMAGE = "postgres:18";
    private static PostgreSQLContainer server;
    private static int databases;

    private final NotesTable notes = new NotesTable();
    private HikariDataSource database;

    @BeforeAll
    static void start() {
        Assumptions.assumeTrue(
                DockerClientFactory.instance().isDockerAvailable(),
                "no Docker engine answers: the log's contract ran on embedded PostgreSQL only");
        Assumptions.assumeTrue(
                hasImage(),
                "the engine has no image "
                        + IMAGE
                        + ": the log's contract ran on embedded PostgreSQL only");
        server = new PostgreSQLContainer(IMAGE);
        server.start();
    }

    private static boolean hasImage() {
        try {
            DockerClientFactory.instance().client().inspectImageCmd(IMAGE).exec();
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.stop();
        }
    }

    @Override
    protected EventLog open() throws SQLException {
        String name = "contract_" + databases++;
        try (HikariDataSource admin = pool(server.getDatabaseName());
                var connection = admin.getConnection();
                var create = connection.createStatement()) {
            create.execute("CREATE DATABASE " + name);
        }
        database = pool(name);
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/log")
                .schemas("log")
                .load()
                .migrate();
        NotesTable.create(database);
        return new PostgresEventLog(database);
    }

    private static HikariDataSource pool(String name) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(
                "jdbc:postgresql://"
                        + server.getHost()
                        + ":"
                        + server.getMappedPort(5432)
                        + "/"
                        + name);
        pool.setUsername(server.getUsername());
        pool.setPassword(server.getPassword());
        pool.setMinimumIdle(0);
        return pool;
    }

    @AfterEach
    void closePool() {
        log.close();
        database.close();
    }

    @Override
    protected CompanionTable<String> notes() {
        return notes;
    }

    @Override
    protected List<String> keptNotes() {
        try {
            return NotesTable.kept(database);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
