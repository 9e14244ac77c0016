package org.casualtyledger.projections.versions;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.casualtyledger.counting.Account;
import org.casualtyledger.counting.Dossier;
import org.casualtyledger.counting.IncidentState;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.TheatreId;

/**
 * Reads incidents as they held at a position. An incident of which nothing was known then is not
 * among them.
 */
public final class StoredIncidents {
    private static final int FETCH_ROWS = 2_000;

    private static final String SELECT =
            """
            SELECT i.incident, i.dossier, r.report, r.organisation, r.theatre, r.submitted_at,
                   r.position, r.standing, r.facts, i.from_position, i.to_position
            FROM incident_version i
            LEFT JOIN LATERAL unnest(i.versions) WITH ORDINALITY AS v (position, n) ON true
            LEFT JOIN report_version r ON r.position = v.position
            """;
    private static final String AT =
            "i.from_position <= ? AND (i.to_position IS NULL OR i.to_position > ?)";
    private static final String ORDER = "\nORDER BY i.incident, i.from_position, v.n";

    private StoredIncidents() {}

    /** As of the last event that is applied. */
    static List<IncidentState> current(Connection connection, Collection<IncidentId> incidents)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        SELECT + "WHERE i.incident = ANY (?) AND i.to_position IS NULL" + ORDER)) {
            statement.setArray(1, uuids(connection, incidents));
            return list(statement);
        }
    }

    /** As of a position, which must have been applied. */
    public static List<IncidentState> at(
            Connection connection, long position, Collection<IncidentId> incidents)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        SELECT + "WHERE i.incident = ANY (?) AND " + AT + ORDER)) {
            statement.setArray(1, uuids(connection, incidents));
            statement.setLong(2, position);
            statement.setLong(3, position);
            return list(statement);
        }
    }

    /**
     * Every incident as of a position, which must have been applied, by id. One after the other:
     * memory stays flat if the connection is in a transaction.
     */
    public static void each(Connection connection, long position, Consumer<IncidentState> visitor)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(SELECT + "WHERE " + AT + ORDER)) {
            statement.setFetchSize(FETCH_ROWS);
            statement.setLong(1, position);
            statement.setLong(2, position);
            read(statement, visitor);
        }
    }

    /**
     * The ids of the incidents as of a position that come after one of them, in their order.
     *
     * @param judged only those of which somebody else than the submitters said something
     */
    public static List<IncidentId> ids(
            Connection connection, long position, UUID after, boolean judged, int limit)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "SELECT i.incident FROM incident_version i WHERE i.incident > ? AND "
                                + AT
                                + (judged ? " AND i.dossier IS NOT NULL" : "")
                                + " ORDER BY i.incident LIMIT ?")) {
            statement.setObject(1, after);
            statement.setLong(2, position);
            statement.setLong(3, position);
            statement.setInt(4, limit);
            List<IncidentId> ids = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    ids.add(new IncidentId(rows.getObject(1, UUID.class)));
                }
            }
            return ids;
        }
    }

    /**
     * One version of an incident.
     *
     * @param from the position from which it held
     * @param to exclusive; {@link Long#MAX_VALUE}: it still holds
     */
    public record Version(IncidentState state, long from, long to) {}

    /**
     * Every version that held at a position or between it and another one, both inclusive: by
     * incident, then in their order.
     */
    public static void eachVersion(
            Connection connection, long after, long through, Consumer<Version> visitor)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(SELECT + "WHERE " + AT + ORDER)) {
            statement.setFetchSize(FETCH_ROWS);
            statement.setLong(1, through);
            statement.setLong(2, after);
            readVersions(statement, visitor);
        }
    }

    /** How many versions {@link #eachVersion} gives; counts no further than {@code most} + 1. */
    public static long countVersions(Connection connection, long after, long through, long most)
            throws SQLException {
        return count(connection, through, after, most);
    }

    /** How many incidents are known as of a position; counts no further than {@code most} + 1. */
    public static long count(Connection connection, long position, long most) throws SQLException {
        return count(connection, position, position, most);
    }

    private static long count(Connection connection, long begun, long notEnded, long most)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "SELECT count(*) FROM (SELECT 1 FROM incident_version i WHERE "
                                + AT
                                + " LIMIT ?) AS known")) {
            statement.setLong(1, begun);
            statement.setLong(2, notEnded);
            statement.setLong(3, most + 1);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static java.sql.Array uuids(Connection connection, Collection<IncidentId> incidents)
            throws SQLException {
        return connection.createArrayOf(
                "uuid", incidents.stream().map(IncidentId::value).toArray());
    }

    private static List<IncidentState> list(PreparedStatement statement) throws SQLException {
        List<IncidentState> found = new ArrayList<>();
        read(statement, found::add);
        return found;
    }

    private static void read(PreparedStatement statement, Consumer<IncidentState> visitor)
            throws SQLException {
        readVersions(statement, version -> visitor.accept(version.state()));
    }

    private static void readVersions(PreparedStatement statement, Consumer<Version> visitor)
            throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            Optional<Version> current = Optional.empty();
            List<Account> accounts = new ArrayList<>();
            while (rows.next()) {
                IncidentId incident = new IncidentId(rows.getObject(1, UUID.class));
                long from = rows.getLong(10);
                if (current.filter(v -> v.from() == from && v.state().id().equals(incident))
                        .isEmpty()) {
                    visit(current, accounts, visitor);
                    accounts = new ArrayList<>();
                    Dossier dossier = DossierColumn.read(Optional.ofNullable(rows.getString(2)));
                    long to = rows.getLong(11);
                    current =
                            Optional.of(
                                    new Version(
                                            new IncidentState(incident, List.of(), dossier),
                                            from,
                                            rows.wasNull() ? Long.MAX_VALUE : to));
                }
                if (rows.getObject(3) != null) {
                    accounts.add(account(rows));
                }
            }
            visit(current, accounts, visitor);
        }
    }

    private static void visit(
            Optional<Version> version, List<Account> accounts, Consumer<Version> visitor) {
        version.ifPresent(
                v ->
                        visitor.accept(
                                new Version(
                                        new IncidentState(
                                                v.state().id(), accounts, v.state().dossier()),
                                        v.from(),
                                        v.to())));
    }

    private static Account account(ResultSet row) throws SQLException {
        return new Account(
                new ReportId(row.getObject(3, UUID.class)),
                new OrganisationId(row.getString(4)),
                new TheatreId(row.getString(5)),
                row.getLong(6),
                row.getLong(7),
                row.getBoolean(8),
                FactsColumn.read(row.getString(9)));
    }
}
