package org.casualtyledger.api.lease;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalLong;
import javax.sql.DataSource;

/**
 * Work that one instance does at a time: a row with an owner, an epoch and an end, by the
 * database's clock. Who loses it by standing still finds another epoch, and writes nothing more.
 */
public final class Lease {
    private final DataSource database;
    private final String name;
    private final String owner;
    private final Duration term;

    /**
     * @param owner names this process; one that comes back under the same name need not wait
     * @param term how long it lasts unless taken again
     */
    public Lease(DataSource database, String name, String owner, Duration term) {
        this.database = database;
        this.name = name;
        this.owner = owner;
        this.term = term;
    }

    /** How long it lasts unless it is taken again. */
    public Duration term() {
        return term;
    }

    /** Takes it, or keeps it for another term; its epoch, or empty where somebody else has it. */
    public OptionalLong take() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                INSERT INTO log.lease AS l (name, owner, epoch, until)
                                VALUES (?, ?, 0, clock_timestamp() + ? * interval '1 millisecond')
                                ON CONFLICT (name) DO UPDATE SET
                                    owner = excluded.owner,
                                    until = excluded.until,
                                    epoch = CASE WHEN l.owner = excluded.owner THEN l.epoch ELSE l.epoch + 1 END
                                WHERE l.owner = excluded.owner OR l.until < clock_timestamp()
                                RETURNING epoch
                                """)) {
            statement.setString(1, name);
            statement.setString(2, owner);
            statement.setLong(3, term.toMillis());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
            }
        }
    }

    /**
     * Whether it is still held under this epoch; nobody can take it before the transaction ends.
     */
    public boolean isHeld(Connection transaction, long epoch) throws SQLException {
        try (PreparedStatement statement =
                transaction.prepareStatement(
                        """
                        SELECT 1 FROM log.lease
                        WHERE name = ? AND owner = ? AND epoch = ? AND until > clock_timestamp()
                        FOR UPDATE
                        """)) {
            statement.setString(1, name);
            statement.setString(2, owner);
            statement.setLong(3, epoch);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    /** Gives it back at once, if it is ours. */
    public void giveBack() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                UPDATE log.lease SET until = '-infinity' WHERE name = ? AND owner = ?
                                """)) {
            statement.setString(1, name);
            statement.setString(2, owner);
            statement.executeUpdate();
        }
    }
}
