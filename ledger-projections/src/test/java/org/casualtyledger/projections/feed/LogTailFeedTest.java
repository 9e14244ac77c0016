package org.casualtyledger.projections.feed;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import org.casualtyledger.projections.testing.TestLog;
import org.casualtyledger.projections.testing.TestPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogTailFeedTest extends FeedContract {
    private final HikariDataSource database = TestPostgres.database();
    private final TestLog log = new TestLog(database);
    private final LogTailFeed feed = new LogTailFeed(database);

    @AfterEach
    void close() {
        TestPostgres.drop(database);
    }

    @Override
    protected void append(Instant at, byte[] leaf) {
        log.appendRaw(at, leaf);
    }

    @Override
    protected Feed feed() {
        return feed;
    }

    @Test
    void a_hole_in_the_log_is_noticed() throws SQLException {
        for (int i = 0; i < 5; i++) {
            append(Instant.EPOCH, new byte[] {1});
        }
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM log.event WHERE position = 3");
        }

        assertThatThrownBy(() -> feed.read(0, 10))
                .isInstanceOf(FeedBroken.class)
                .hasMessageContaining("position 3");
    }

    @Test
    void an_end_that_is_missing_below_the_head_is_noticed() throws SQLException {
        append(Instant.EPOCH, new byte[] {1});
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE log.log_head SET size = 2");
        }

        assertThatThrownBy(() -> feed.read(0, 10)).isInstanceOf(FeedBroken.class);
    }

    @Test
    void a_log_that_does_not_answer_is_said_to_be_unavailable() {
        database.close();

        assertThatThrownBy(() -> feed.read(0, 10)).isInstanceOf(FeedUnavailable.class);
    }
}
