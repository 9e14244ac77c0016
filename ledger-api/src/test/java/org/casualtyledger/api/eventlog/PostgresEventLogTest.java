package org.casualtyledger.api.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.casualtyledger.api.eventlog.Events.about;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.casualtyledger.api.eventlog.AppendResult.Appended;
import org.casualtyledger.api.testing.TestPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

class PostgresEventLogTest extends EventLogContract {

    private final NotesTable notes = new NotesTable();
    private HikariDataSource database;

    @Override
    protected EventLog open() throws SQLException {
        database = TestPostgres.database("log");
        NotesTable.create(database);
        return new PostgresEventLog(database);
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

    @Test
    void the_server_of_these_tests_is_durable() throws SQLException {
        for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
            assertThat(one("SHOW " + setting)).as(setting).isEqualTo("on");
        }
    }

    @Test
    void nobody_changes_or_removes_an_event() {
        appended(Append.of(about("a")));
        for (String change :
                List.of(
                        "UPDATE log.event SET leaf = '\\x00'",
                        "DELETE FROM log.event",
                        "TRUNCATE log.event",
                        "DELETE FROM log.event_tag",
                        "DELETE FROM log.log_head")) {
            assertThatThrownBy(() -> execute(change))
                    .as(change)
                    .hasMessageContaining("append-only");
        }
    }

    @Test
    void a_companion_that_cannot_be_stored_fails_its_own_append_and_harms_no_neighbour() {
        List<CompletableFuture<AppendResult>> answers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            answers.add(
                    log.append(
                            Append.of(about("r" + i))
                                    .with(new Companion<>(notes, 0, i == 17 ? "poison" : "fine"))));
        }
        for (int i = 0; i < 40; i++) {
            CompletableFuture<AppendResult> answer = answers.get(i);
            if (i == 17) {
                assertThatThrownBy(answer::join).hasCauseInstanceOf(IllegalArgumentException.class);
            } else {
                assertThat(answer.join()).isInstanceOf(Appended.class);
            }
        }
        assertThat(log.head().size()).isEqualTo(39);
        assertThat(log.head().frontier()).isEqualTo(recomputed());
        assertThat(keptNotes()).hasSize(39);
    }

    @Test
    void a_companion_table_that_throws_fails_its_own_append_and_leaves_no_lock_behind() {
        CompanionTable<String> broken =
                new CompanionTable<>() {
                    @Override
                    public String name() {
                        return "broken";
                    }

                    @Override
                    public void write(Connection transaction, List<Placed<String>> rows) {
                        throw new IllegalStateException("a bug");
                    }
                };
        var bad = log.append(Append.of(about("a")).with(new Companion<>(broken, 0, "x")));
        var good = log.append(Append.of(about("b")));
        assertThatThrownBy(bad::join).hasRootCauseMessage("a bug");
        assertThat(good.join()).isInstanceOf(Appended.class);
        assertThat(log.head().size()).isEqualTo(1);
        try (EventLog other = new PostgresEventLog(database)) {
            assertThat(other.append(Append.of(about("c"))).join()).isInstanceOf(Appended.class);
        }
    }

    @Test
    void clocks_five_seconds_apart_refuse_appends_until_they_agree_again() {
        for (Duration skew : List.of(Duration.ofSeconds(-7), Duration.ofSeconds(7))) {
            try (EventLog skewed =
                    new PostgresEventLog(database, Clock.offset(Clock.systemUTC(), skew))) {
                assertUnavailable(
                        skewed.append(Append.of(about("a"))), LogUnavailable.Reason.CLOCK);
            }
        }
        appended(Append.of(about("a")));
    }

    @Test
    void a_log_that_would_take_no_append_says_why_and_one_that_would_says_nothing()
            throws SQLException {
        assertThat(log.unready()).isEmpty();
        try (EventLog skewed =
                new PostgresEventLog(
                        database, Clock.offset(Clock.systemUTC(), Duration.ofSeconds(7)))) {
            assertThat(reason(skewed)).isEqualTo(LogUnavailable.Reason.CLOCK);
        }
        execute("UPDATE log.log_head SET held = 'for a test'");
        assertThat(reason(log)).isEqualTo(LogUnavailable.Reason.HELD);
        execute("UPDATE log.log_head SET held = NULL");
        EventLog closed = new PostgresEventLog(database);
        closed.close();
        assertThat(reason(closed)).isEqualTo(LogUnavailable.Reason.CLOSED);
        try (HikariDataSource gone = TestPostgres.database("log")) {
            EventLog cutOff = new PostgresEventLog(gone);
            gone.close();
            assertThat(reason(cutOff)).isEqualTo(LogUnavailable.Reason.STORE);
            cutOff.close();
        }
    }

    private static LogUnavailable.Reason reason(EventLog unready) {
        return unready.unready().orElseThrow().reason();
    }

    @Test
    void a_head_a_little_ahead_of_the_clock_holds_the_time_and_one_far_ahead_refuses()
            throws SQLException {
        execute(
                "UPDATE log.log_head SET at = date_trunc('milliseconds', clock_timestamp()) + interval '3 seconds'");
        Instant ahead = log.head().at();
        assertThat(appended(Append.of(about("a"))).getFirst().at()).isEqualTo(ahead);

        execute(
                "UPDATE log.log_head SET at = date_trunc('milliseconds', clock_timestamp()) + interval '9 seconds'");
        assertUnavailable(log.append(Append.of(about("b"))), LogUnavailable.Reason.CLOCK);
        assertThat(log.head().size()).isEqualTo(1);
    }

    @Test
    void a_connection_that_died_while_idle_is_replaced_unseen() throws SQLException {
        appended(Append.of(about("a")));
        execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        appended(Append.of(about("b")));
        assertThat(log.head().size()).isEqualTo(2);
    }

    /** As a process does that is stopped there, with its connection open. */
    @Test
    void an_append_that_stands_still_within_a_copy_is_ended_by_who_waits_for_the_head()
            throws SQLException {
        appended(Append.of(about("a")));
        Connection stopped = DriverManager.getConnection(database.getJdbcUrl(), "postgres", "");
        try {
            stopped.setAutoCommit(false);
            stopped.createStatement().execute("SELECT size FROM log.log_head FOR UPDATE");
            CopyIn copy =
                    stopped.unwrap(PGConnection.class)
                            .getCopyAPI()
                            .copyIn("COPY log.event FROM STDIN");

            appended(Append.of(about("b")));

            assertThat(log.head().size()).isEqualTo(2);
            assertThatThrownBy(copy::endCopy).isInstanceOf(SQLException.class);
        } finally {
            stopped.abort(Runnable::run); // closing it would fail: its session is over
        }
    }

    @Test
    void a_server_that_would_answer_before_it_flushed_is_overruled() throws SQLException {
        execute(
                "DO $$ BEGIN EXECUTE 'ALTER DATABASE ' || current_database() || ' SET synchronous_commit = off'; END $$");
        try (HikariDataSource careless = new HikariDataSource()) {
            careless.setJdbcUrl(database.getJdbcUrl());
            careless.setUsername("postgres");
            try (PostgresWriter writer =
                    new PostgresWriter(
                            careless,
                            InstantSource.system(),
                            () -> {},
                            _ -> {},
                            LogObserver.NONE)) {
                Pending pending = new Pending(Append.of(about("a")), Runnable::run);
                writer.write(List.of(pending));
                assertThat(pending.answer().join()).isInstanceOf(Appended.class);
                assertThat(writer.setting("synchronous_commit")).isEqualTo("on");
            }
        }
    }

    @Test
    void a_few_statements_write_a_batch_however_large() throws SQLException {
        List<CompletableFuture<AppendResult>> answers = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            answers.add(
                    log.append(
                            Append.of(about("r" + i)).on(Condition.absent(Events.tag("r" + i)))));
        }
        answers.forEach(CompletableFuture::join);
        long transactions = Long.parseLong(one("SELECT count(DISTINCT xmin::text) FROM log.event"));
        assertThat(transactions).isLessThan(250);
    }

    private static void assertUnavailable(
            CompletableFuture<AppendResult> answer, LogUnavailable.Reason reason) {
        assertThatThrownBy(answer::join)
                .isInstanceOf(CompletionException.class)
                .extracting(e -> ((LogUnavailable) e.getCause()).reason())
                .isEqualTo(reason);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String one(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
