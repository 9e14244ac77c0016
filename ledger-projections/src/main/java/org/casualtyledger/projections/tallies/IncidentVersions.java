package org.casualtyledger.projections.tallies;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.casualtyledger.counting.Account;
import org.casualtyledger.counting.Home;
import org.casualtyledger.counting.IncidentState;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.projections.processing.CopyRows;
import org.casualtyledger.projections.processing.Lru;

/**
 * The versions of incidents and reports: loaded by the chunk, written by the chunk, the recent ones
 * kept in memory.
 */
final class IncidentVersions {
    /** Incidents in memory, at about 1 KB each. */
    private static final int INCIDENTS = 30_000;

    /** Reports whose incident is known in memory, at about 200 bytes each. */
    private static final int REPORTS = 100_000;

    private static final String COPY_REPORTS =
            """
            COPY read.report_version
                (position, report, incident, organisation, theatre, submitted_at, standing, facts)
            FROM STDIN (FORMAT binary)
            """;
    private static final String COPY_INCIDENTS =
            """
            COPY read.incident_version (incident, from_position, to_position, versions)
            FROM STDIN (FORMAT binary)
            """;

    private final Lru<IncidentId, IncidentState> incidents = new Lru<>(INCIDENTS);
    private final Lru<ReportId, Home> homes = new Lru<>(REPORTS);

    void forget() {
        incidents.clear();
        homes.clear();
    }

    /** The homes of those of the reports that are known. One query for what is not in memory. */
    Map<ReportId, Home> homes(Connection connection, Collection<ReportId> reports)
            throws SQLException {
        Map<ReportId, Home> found = new HashMap<>();
        List<UUID> missing = new ArrayList<>();
        for (ReportId report : reports) {
            Home home = homes.get(report);
            if (home == null) {
                missing.add(report.value());
            } else {
                found.put(report, home);
            }
        }
        if (missing.isEmpty()) {
            return found;
        }
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT DISTINCT ON (report) report, incident
                        FROM read.report_version WHERE report = ANY (?)
                        ORDER BY report, position DESC
                        """)) {
            statement.setArray(1, uuids(connection, missing));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Home home =
                            new Home(
                                    Optional.ofNullable(rows.getObject(2, UUID.class))
                                            .map(IncidentId::new));
                    found.put(new ReportId(rows.getObject(1, UUID.class)), home);
                }
            }
        }
        return found;
    }

    /**
     * The current states of incidents; those that are new are missing. One query for what is not in
     * memory.
     */
    Map<IncidentId, IncidentState> states(Connection connection, Set<IncidentId> wanted)
            throws SQLException {
        Map<IncidentId, IncidentState> found = new HashMap<>();
        List<UUID> missing = new ArrayList<>();
        for (IncidentId incident : wanted) {
            IncidentState state = incidents.get(incident);
            if (state == null) {
                missing.add(incident.value());
            } else {
                found.put(incident, state);
            }
        }
        if (!missing.isEmpty()) {
            load(connection, missing, found);
        }
        return found;
    }

    private static void load(
            Connection connection, List<UUID> missing, Map<IncidentId, IncidentState> found)
            throws SQLException {
        Map<IncidentId, List<Account>> accounts = new HashMap<>();
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT i.incident, r.report, r.organisation, r.theatre, r.submitted_at,
                               r.position, r.standing, r.facts
                        FROM read.incident_version i
                        CROSS JOIN LATERAL unnest(i.versions) WITH ORDINALITY AS v (position, n)
                        JOIN read.report_version r ON r.position = v.position
                        WHERE i.incident = ANY (?) AND i.to_position IS NULL
                        ORDER BY i.incident, v.n
                        """)) {
            statement.setArray(1, uuids(connection, missing));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    accounts.computeIfAbsent(
                                    new IncidentId(rows.getObject(1, UUID.class)),
                                    _ -> new ArrayList<>())
                            .add(
                                    new Account(
                                            new ReportId(rows.getObject(2, UUID.class)),
                                            new OrganisationId(rows.getString(3)),
                                            new TheatreId(rows.getString(4)),
                                            rows.getLong(5),
                                            rows.getLong(6),
                                            rows.getBoolean(7),
                                            FactsColumn.read(rows.getString(8))));
                }
            }
        }
        accounts.forEach((id, known) -> found.put(id, new IncidentState(id, known)));
    }

    private static Array uuids(Connection connection, Collection<UUID> values) throws SQLException {
        return connection.createArrayOf("uuid", values.toArray());
    }

    /** What one chunk adds. */
    final class Additions {
        private final CopyRows reports = new CopyRows();
        private final CopyRows closedAndOpened = new CopyRows();
        private final Map<IncidentId, Long> openedAt = new HashMap<>();
        private final Map<IncidentId, IncidentState> changed = new HashMap<>();
        private final List<UUID> toClose = new ArrayList<>();
        private final List<Long> closeAt = new ArrayList<>();

        /** A version of a report that belongs to an incident. */
        void report(Account version, IncidentId incident) {
            reports.row(8)
                    .int8(version.position())
                    .uuid(version.report().value())
                    .uuid(incident.value())
                    .text(version.organisation().value())
                    .text(version.theatre().value())
                    .int8(version.submittedAt())
                    .bool(version.standing())
                    .text(FactsColumn.write(version.facts()));
            homes.put(version.report(), new Home(Optional.of(incident)));
        }

        /** A version of a report that belongs to none: it is remembered and counts nowhere. */
        void homeless(
                long position,
                ReportId report,
                OrganisationId by,
                TheatreId theatre,
                boolean standing,
                Optional<String> facts) {
            reports.row(8)
                    .int8(position)
                    .uuid(report.value())
                    .uuid(Optional.empty())
                    .text(by.value())
                    .text(theatre.value())
                    .int8(position)
                    .bool(standing)
                    .text(facts);
            homes.put(report, new Home(Optional.empty()));
        }

        void incident(IncidentState before, IncidentState after, long position) {
            Long opened = openedAt.put(after.id(), position);
            if (opened != null) {
                row(before, opened, OptionalLong.of(position));
            } else if (!before.accounts().isEmpty()) {
                toClose.add(after.id().value());
                closeAt.add(position);
            }
            changed.put(after.id(), after);
            incidents.put(after.id(), after);
        }

        private void row(IncidentState state, long from, OptionalLong to) {
            closedAndOpened
                    .row(4)
                    .uuid(state.id().value())
                    .int8(from)
                    .int8(to)
                    .int8s(state.accounts().stream().mapToLong(Account::position).toArray());
        }

        void write(Connection connection) throws SQLException {
            close(connection);
            openedAt.forEach(
                    (incident, from) ->
                            row(
                                    Objects.requireNonNull(changed.get(incident)),
                                    from,
                                    OptionalLong.empty()));
            reports.into(connection, COPY_REPORTS);
            closedAndOpened.into(connection, COPY_INCIDENTS);
        }

        private void close(Connection connection) throws SQLException {
            if (toClose.isEmpty()) {
                return;
            }
            try (PreparedStatement statement =
                    connection.prepareStatement(
                            """
                            UPDATE read.incident_version v SET to_position = c.at
                            FROM unnest(?, ?) AS c (incident, at)
                            WHERE v.incident = c.incident AND v.to_position IS NULL
                            """)) {
                statement.setArray(1, uuids(connection, toClose));
                statement.setArray(2, connection.createArrayOf("int8", closeAt.toArray()));
                statement.executeUpdate();
            }
        }
    }

    Additions additions() {
        return new Additions();
    }
}
