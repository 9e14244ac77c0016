package org.casualtyledger.standalone.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.casualtyledger.standalone.embedded.TemporaryPostgres;

/** What the log stored, once more into a bare table: one INSERT and COMMIT for each leaf. */
final class RawInserts {
    private static final int CONNECTIONS = 16;

    /** Of the table that names this side. */
    static final String NAME = "raw single-row INSERT + COMMIT, 16 connections, same leaves";

    private final TemporaryPostgres postgres;
    private final String database;
    private final Connection log;

    /**
     * @param log a connection to the same database
     */
    RawInserts(TemporaryPostgres postgres, String database, Connection log) throws SQLException {
        this.postgres = postgres;
        this.database = database;
        this.log = log;
        try (Statement statement = log.createStatement()) {
            statement.execute(
                    """
                    CREATE SCHEMA beside;
                    CREATE TABLE beside.event (
                        position  bigint      PRIMARY KEY,
                        id        uuid        NOT NULL,
                        at        timestamptz NOT NULL,
                        leaf      bytea       NOT NULL,
                        leaf_hash bytea       NOT NULL
                    )
                    """);
        }
    }

    private record Leaf(long position, UUID id, OffsetDateTime at, byte[] leaf, byte[] hash) {}

    /**
     * Inserts what the log got from a position on.
     *
     * @param events that it must be
     * @return rows per second
     */
    double insertFrom(long position, int events) throws Exception {
        List<Leaf> leaves = leaves(position);
        if (leaves.size() != events) {
            throw new IllegalStateException("not every submission became an event");
        }
        try (Connections<Connection> connections =
                        Connections.open(CONNECTIONS, _ -> postgres.connect(database));
                ExecutorService writers = Executors.newFixedThreadPool(CONNECTIONS)) {
            List<PreparedStatement> inserts = new ArrayList<>();
            for (Connection connection : connections.all()) {
                inserts.add(
                        connection.prepareStatement(
                                """
                                INSERT INTO beside.event (position, id, at, leaf, leaf_hash)
                                VALUES (?, ?, ?, ?, ?)
                                """));
            }
            return Rounds.rate(
                    leaves.size(),
                    () ->
                            Clients.share(
                                    writers,
                                    CONNECTIONS,
                                    leaves.size(),
                                    c -> i -> insert(inserts.get(c), leaves.get(i))));
        }
    }

    private static void insert(PreparedStatement insert, Leaf leaf) throws SQLException {
        insert.setLong(1, leaf.position());
        insert.setObject(2, leaf.id());
        insert.setObject(3, leaf.at());
        insert.setBytes(4, leaf.leaf());
        insert.setBytes(5, leaf.hash());
        insert.executeUpdate();
    }

    private List<Leaf> leaves(long from) throws SQLException {
        List<Leaf> leaves = new ArrayList<>();
        try (PreparedStatement select =
                log.prepareStatement(
                        """
                        SELECT position, id, at, leaf, leaf_hash FROM log.event
                        WHERE position >= ? ORDER BY position
                        """)) {
            select.setLong(1, from);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    leaves.add(
                            new Leaf(
                                    rows.getLong(1),
                                    rows.getObject(2, UUID.class),
                                    rows.getObject(3, OffsetDateTime.class),
                                    rows.getBytes(4),
                                    rows.getBytes(5)));
                }
            }
        }
        return leaves;
    }

    /** What this side does, in a sentence. */
    static String compared() {
        return String.format(
                Locale.ROOT,
                "Beside: the same leaves afterwards, each in one INSERT (position, id, at, leaf, leaf_hash) with that primary key alone, prepared, in autocommit, over %d connections: no tags, no texts, no checks.",
                CONNECTIONS);
    }
}
