package org.casualtyledger.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariDataSource;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.casualtyledger.api.testing.TestPostgres;
import org.casualtyledger.edge.Pools;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** What PostgreSQL says of a row that it refuses, as it reaches our logs. */
class PoolsTest {
    private static final String NARRATIVE = "the family of a man who is named here";

    private HikariDataSource database;
    private HikariDataSource pool;

    @BeforeEach
    void open() throws SQLException {
        database = TestPostgres.database("log");
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(
                        new MapPropertySource(
                                "test",
                                Map.of(
                                        "ledger.log.jdbc-url",
                                        database.getJdbcUrl(),
                                        "ledger.log.user",
                                        "postgres")));
        pool = Pools.open(environment, "ledger.log", 1);
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE text (id int PRIMARY KEY, value text CHECK (value = 'none'))");
        }
    }

    @AfterEach
    void close() {
        pool.close();
        database.close();
    }

    @Test
    void a_refused_row_is_not_quoted() {
        String told = told(() -> insert(false));

        assertThat(told).contains("violates check constraint").doesNotContain(NARRATIVE);
    }

    @Test
    void a_refused_row_of_a_batch_is_not_quoted() {
        String told = told(() -> insert(true));

        assertThat(told).contains("violates check constraint").doesNotContain(NARRATIVE);
    }

    @Test
    void without_the_pools_setting_it_would_be_quoted() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            String told =
                    told(
                            () ->
                                    statement.execute(
                                            "INSERT INTO text VALUES (1, '%s')"
                                                    .formatted(NARRATIVE)));

            assertThat(told).contains(NARRATIVE);
        }
    }

    private void insert(boolean batch) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("INSERT INTO text VALUES (?, ?)")) {
            for (int i = 0; i < 3; i++) {
                statement.setInt(1, i);
                statement.setString(2, NARRATIVE);
                if (batch) {
                    statement.addBatch();
                } else {
                    statement.executeUpdate();
                }
            }
            statement.executeBatch();
        }
    }

    private static String told(org.assertj.core.api.ThrowableAssert.ThrowingCallable refused) {
        StringWriter trace = new StringWriter();
        catchThrowable(refused).printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }
}
