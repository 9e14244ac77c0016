package org.casualtyledger.api.topic;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.casualtyledger.api.eventlog.Append;
import org.casualtyledger.api.eventlog.AppendResult;
import org.casualtyledger.api.eventlog.PostgresEventLog;
import org.casualtyledger.api.leaf.Attributed;
import org.casualtyledger.api.leaf.EventLeafCodec;
import org.casualtyledger.api.testing.TestPostgres;
import org.casualtyledger.events.LedgerEvent;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.OrganisationRegistered;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.Uuids;

/** A log in a database of its own, with events of several theatres. */
final class TheatreLog implements AutoCloseable {
    /** With four partitions: SYR and UKR in one, IRQ and YEM each in another, and one has none. */
    static final List<String> THEATRES = List.of("SYR", "UKR", "IRQ", "YEM");

    private final HikariDataSource database;
    private final PostgresEventLog log;

    TheatreLog() {
        this(TestPostgres.database("log"));
    }

    TheatreLog(HikariDataSource database) {
        this.database = database;
        this.log = new PostgresEventLog(database);
    }

    HikariDataSource database() {
        return database;
    }

    PostgresEventLog log() {
        return log;
    }

    /** What it is does not matter here: one small event of each theatre, in this order. */
    void append(String... theatres) {
        List<CompletableFuture<AppendResult>> appended =
                Stream.of(theatres).map(theatre -> submit(theatre, registered())).toList();
        appended.forEach(one -> assertThat(one.join()).isInstanceOf(AppendResult.Appended.class));
    }

    /** So many events, of one theatre after the other, and every tenth of all. */
    void appendMixed(int events) {
        List<String> theatres = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            theatres.add(i % 10 == 9 ? "ALL" : THEATRES.get(i % THEATRES.size()));
        }
        append(theatres.toArray(String[]::new));
    }

    CompletableFuture<AppendResult> submit(String theatre, LedgerEvent event) {
        UUID id = Uuids.timeOrdered(System.currentTimeMillis());
        return log.append(
                Append.of(
                        EventLeafCodec.leaf(
                                id,
                                Attributed.pending(
                                        new OrganisationId("sample-monitor"),
                                        new TheatreId(theatre),
                                        event))));
    }

    static LedgerEvent registered() {
        return new OrganisationRegistered(
                new OrganisationId("o" + UUID.randomUUID().toString().substring(24)),
                "A name (synthetic)");
    }

    long size() {
        return log.head().size();
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        log.close();
        database.close();
    }
}
