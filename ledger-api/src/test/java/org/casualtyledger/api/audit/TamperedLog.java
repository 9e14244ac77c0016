package org.casualtyledger.api.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.casualtyledger.api.eventlog.Append;
import org.casualtyledger.api.eventlog.AppendResult;
import org.casualtyledger.api.eventlog.LogUnavailable;
import org.casualtyledger.api.eventlog.NewEvent;
import org.casualtyledger.api.eventlog.PostgresEventLog;
import org.casualtyledger.api.leaf.Attributed;
import org.casualtyledger.api.leaf.EventLeafCodec;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.OrganisationRegistered;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.Uuids;
import org.casualtyledger.events.merkle.Frontier;
import org.casualtyledger.events.merkle.Merkle;

/** A log in a database that somebody changes without asking the ledger. */
record TamperedLog(HikariDataSource database) {
    private static final int PAGE = 1_000;

    long size() throws SQLException {
        return new PostgresLeaves(database).end().size();
    }

    /** In portions: the log takes no more appends than it lets wait. */
    void append(int events) {
        try (PostgresEventLog log = new PostgresEventLog(database)) {
            for (int done = 0; done < events; done += PAGE) {
                List<CompletableFuture<AppendResult>> appended = new ArrayList<>();
                for (int i = done; i < Math.min(events, done + PAGE); i++) {
                    appended.add(log.append(Append.of(event())));
                }
                appended.forEach(
                        one -> assertThat(one.join()).isInstanceOf(AppendResult.Appended.class));
            }
        }
    }

    LogUnavailable.Reason refusal() {
        try (PostgresEventLog log = new PostgresEventLog(database)) {
            log.append(Append.of(event())).join();
            throw new AssertionError("was appended");
        } catch (CompletionException e) {
            return ((LogUnavailable) e.getCause()).reason();
        }
    }

    private static NewEvent event() {
        UUID id = Uuids.timeOrdered(System.currentTimeMillis());
        OrganisationId by = new OrganisationId("operator");
        return EventLeafCodec.leaf(
                id,
                Attributed.pending(
                        by,
                        TheatreId.UNKNOWN,
                        new OrganisationRegistered(
                                new OrganisationId("o" + id.toString().substring(24)), "A name")));
    }

    interface Change {
        void make() throws SQLException;
    }

    /** As a superuser who knows how to switch a trigger off. */
    void changing(Change change) throws SQLException {
        for (String table : List.of("event", "event_tag", "checkpoint", "subtree")) {
            execute("ALTER TABLE log." + table + " DISABLE TRIGGER USER");
        }
        change.make();
        for (String table : List.of("event", "event_tag", "checkpoint", "subtree")) {
            execute("ALTER TABLE log." + table + " ENABLE TRIGGER USER");
        }
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    byte[] leaf(int at) throws SQLException {
        return new PostgresLeaves(database).read(at, 1).getFirst().leaf();
    }

    List<byte[]> leaves(int from) throws SQLException {
        PostgresLeaves stored = new PostgresLeaves(database);
        List<byte[]> leaves = new ArrayList<>();
        List<StoredLeaves.Row> page = stored.read(from, PAGE);
        while (!page.isEmpty()) {
            page.forEach(row -> leaves.add(row.leaf()));
            page = stored.read(from + leaves.size(), PAGE);
        }
        return leaves;
    }

    void store(int at, byte[] leaf) throws SQLException {
        execute(
                "UPDATE log.event SET leaf = '\\x%s', leaf_hash = '\\x%s' WHERE position = %d"
                        .formatted(
                                HexFormat.of().formatHex(leaf),
                                HexFormat.of().formatHex(Merkle.leafHash(leaf)),
                                at));
    }

    Frontier frontier() throws SQLException {
        return Frontier.empty().append(leaves(0).stream().map(Merkle::leafHash).toList());
    }

    /** Head and subtrees as they would be, had the rows always been as they are now. */
    void makeConsistent() throws SQLException {
        Frontier frontier = frontier();
        execute(
                "UPDATE log.log_head SET size = %d, frontier = '\\x%s'"
                        .formatted(frontier.size(), HexFormat.of().formatHex(frontier.toBytes())));
        execute("DELETE FROM log.subtree");
        GrowingTree tree = new GrowingTree();
        for (GrowingTree.Complete subtree :
                tree.append(leaves(0).stream().map(Merkle::leafHash).toList())) {
            execute(
                    "INSERT INTO log.subtree VALUES (%d, %d, '\\x%s')"
                            .formatted(
                                    subtree.height(),
                                    subtree.index(),
                                    HexFormat.of().formatHex(subtree.root())));
        }
    }

    /** All that was ever signed, as it is stored. */
    String signatures() throws SQLException {
        StringBuilder all = new StringBuilder();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT note FROM log.checkpoint ORDER BY size")) {
            while (rows.next()) {
                all.append(rows.getString(1));
            }
        }
        return all.toString();
    }
}
