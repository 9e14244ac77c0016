package org.casualtyledger.standalone.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

    /**
     * @param log a connection to the same database
     */
    RawInserts(TemporaryPostgres postgres, String database, Connection log) throws SQLException {
        this.postgres = postgres;
        this.database = database;
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

    /**
     * @return rows per second
     */
    double insert(List<Leaf> leaves) throws Exception {
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

    /** What this side does, in a sentence. */
    static String compared() {
        return String.format(
                Locale.ROOT,
                "Beside: the same leaves afterwards, each in one INSERT (position, id, at, leaf, leaf_hash) with that primary key alone, prepared, in autocommit, over %d connections: no tags, no texts, no checks.",
                CONNECTIONS);
    }
}
