package org.casualtyledger.projections.topic;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.casualtyledger.events.merkle.Frontier;
import org.flywaydb.core.Flyway;

/**
 * The one row of {@code topic_check.state}. Who checks holds a claim on it and writes under its
 * epoch alone, so one that stood still for longer than its claim writes nothing any more.
 */
final class TopicTable {
    /** How long a claim holds; longer than brokers may take to be found away. */
    private static final String CLAIM = "20 seconds";

    private final DataSource read;

    TopicTable(DataSource read) {
        this.read = read;
    }

    /** Brings the schema up to date; creates it at first. */
    void migrate() {
        Flyway.configure()
                .dataSource(read)
                .locations("classpath:db/topic-check")
                .schemas("topic_check")
                .load()
                .migrate();
    }

    /** Claims the check, or goes on holding it; its epoch, or empty where another has it. */
    OptionalLong claim(String owner) throws SQLException {
        try (Connection connection = read.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                UPDATE topic_check.state
                                SET epoch = CASE WHEN owner = ? THEN epoch ELSE epoch + 1 END,
                                    owner = ?, claimed_until = clock_timestamp() + ?::interval
                                WHERE owner IS NULL OR owner = ? OR claimed_until < clock_timestamp()
                                RETURNING epoch
                                """)) {
            statement.setString(1, owner);
            statement.setString(2, owner);
            statement.setString(3, CLAIM);
            statement.setString(4, owner);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
            }
        }
    }

    void release(String owner) throws SQLException {
        try (Connection connection = read.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                UPDATE topic_check.state SET owner = NULL, claimed_until = NULL
                                WHERE owner = ?
                                """)) {
            statement.setString(1, owner);
            statement.executeUpdate();
        }
    }

    TopicState state() throws SQLException {
        try (Connection connection = read.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                SELECT frontier, agreed, agreed_at,
                                       fault_position, fault_last, fault_reason, fault_at,
                                       CASE WHEN claimed_until > clock_timestamp() THEN owner END
                                FROM topic_check.state
                                """);
                ResultSet row = statement.executeQuery()) {
            row.next();
            String reason = row.getString(6);
            return new TopicState(
                    Frontier.fromBytes(row.getBytes(1)),
                    Frontier.fromBytes(row.getBytes(2)),
                    Optional.ofNullable(row.getObject(3, OffsetDateTime.class))
                            .map(OffsetDateTime::toInstant),
                    reason == null
                            ? Optional.empty()
                            : Optional.of(
                                    new TopicFault(
                                            row.getLong(4),
                                            row.getLong(5),
                                            reason,
                                            row.getObject(7, OffsetDateTime.class).toInstant())),
                    Optional.ofNullable(row.getString(8)));
        }
    }

    /**
     * Goes on.
     *
     * @param agreed the tree of the latest checkpoint that agreed, if one did on the way
     * @return false if another process has the check now
     */
    boolean advance(long epoch, Frontier frontier, Optional<Frontier> agreed) throws SQLException {
        try (Connection connection = read.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                UPDATE topic_check.state
                                SET frontier = ?, agreed = coalesce(?, agreed),
                                    agreed_at = CASE WHEN ?::bytea IS NULL THEN agreed_at
                                                     ELSE clock_timestamp() END,
                                    claimed_until = clock_timestamp() + ?::interval
                                WHERE epoch = ? AND fault_reason IS NULL
                                """)) {
            statement.setBytes(1, frontier.toBytes());
            statement.setBytes(2, agreed.map(Frontier::toBytes).orElse(null));
            statement.setBytes(3, agreed.map(Frontier::toBytes).orElse(null));
            statement.setString(4, CLAIM);
            statement.setLong(5, epoch);
            return statement.executeUpdate() == 1;
        }
    }

    /** Stops the check: nothing is read any more until {@link #resume}. */
    void fault(long epoch, TopicFault fault) throws SQLException {
        try (Connection connection = read.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                UPDATE topic_check.state
                                SET fault_position = ?, fault_last = ?, fault_reason = ?, fault_at = ?
                                WHERE epoch = ? AND fault_reason IS NULL
                                """)) {
            statement.setLong(1, fault.position());
            statement.setLong(2, fault.last());
            statement.setString(3, fault.reason().replace('\0', ' '));
            statement.setObject(4, fault.at().atOffset(java.time.ZoneOffset.UTC));
            statement.setLong(5, epoch);
            statement.executeUpdate();
        }
    }

    /** Forgets a fault, and all that was read since the last checkpoint that agreed. */
    void resume() throws SQLException {
        try (Connection connection = read.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                UPDATE topic_check.state
                                SET frontier = agreed, epoch = epoch + 1, owner = NULL, claimed_until = NULL,
                                    fault_position = NULL, fault_last = NULL, fault_reason = NULL, fault_at = NULL
                                WHERE fault_reason IS NOT NULL
                                """)) {
            statement.executeUpdate();
        }
    }
}
