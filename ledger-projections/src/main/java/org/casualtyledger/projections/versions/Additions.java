package org.casualtyledger.projections.versions;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.casualtyledger.counting.Account;
import org.casualtyledger.counting.Change;
import org.casualtyledger.counting.Facts;
import org.casualtyledger.counting.Home;
import org.casualtyledger.counting.IncidentState;
import org.casualtyledger.counting.Incidents;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.IncidentSplit;
import org.casualtyledger.events.IncidentsMerged;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.ReportCorrected;
import org.casualtyledger.events.ReportEvent;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.ReportSubmitted;
import org.casualtyledger.events.ReportWithdrawn;
import org.casualtyledger.events.ReportsLinked;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.projections.processing.CopyRows;

/** What one chunk adds to the versions: gathered event by event, written once. */
public final class Additions {
    private static final String COPY_REPORTS =
            """
            COPY report_version
                (position, report, incident, organisation, theatre, submitted_at, standing, facts)
            FROM STDIN (FORMAT binary)
            """;
    private static final String COPY_INCIDENTS =
            """
            COPY incident_version (incident, from_position, to_position, versions, dossier)
            FROM STDIN (FORMAT binary)
            """;
    private static final String COPY_THEATRES =
            """
            COPY incident_theatre (position, incident, theatre) FROM STDIN (FORMAT binary)
            """;
    private static final String COPY_HOMES =
            """
            COPY report_home (report, incident, from_position, to_position)
            FROM STDIN (FORMAT binary)
            """;

    private final IncidentVersions versions;
    private final CopyRows reports = new CopyRows();
    private final CopyRows incidents = new CopyRows();
    private final CopyRows homes = new CopyRows();
    private final CopyRows theatres = new CopyRows();
    private final Map<IncidentId, Open<IncidentState>> openIncidents = new HashMap<>();
    private final Map<ReportId, Open<IncidentId>> openHomes = new HashMap<>();
    private final Ends endedIncidents = new Ends();
    private final Ends endedHomes = new Ends();

    /** What holds from a position of this chunk on. */
    private record Open<T>(long from, T value) {}

    /** Rows of earlier chunks that end in this one. */
    private static final class Ends {
        private final List<UUID> ids = new ArrayList<>();
        private final List<Long> at = new ArrayList<>();

        void add(UUID id, long position) {
            ids.add(id);
            at.add(position);
        }

        /** How many rows ended. */
        int write(Connection connection, String update) throws SQLException {
            if (ids.isEmpty()) {
                return 0;
            }
            try (PreparedStatement statement = connection.prepareStatement(update)) {
                statement.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
                statement.setArray(2, connection.createArrayOf("int8", at.toArray()));
                return statement.executeUpdate();
            }
        }

        int size() {
            return ids.size();
        }
    }

    Additions(IncidentVersions versions) {
        this.versions = versions;
    }

    /**
     * Adds what an event did.
     *
     * @param changes the incidents that it changed
     * @param after the incidents once it is applied
     */
    public void add(long position, RecordedEvent recorded, List<Change> changes, Incidents after) {
        switch (recorded.event()) {
            case ReportEvent e -> report(position, recorded, e, changes, after);
            case ReportsLinked e -> moved(position, changes, e.incident());
            case IncidentsMerged e -> moved(position, changes, e.incident());
            case IncidentSplit e -> moved(position, changes, e.into());
            default -> {}
        }
        for (Change change : changes) {
            incident(change, position);
        }
    }

    private void report(
            long position,
            RecordedEvent recorded,
            ReportEvent event,
            List<Change> changes,
            Incidents after) {
        Home home = after.home(event.report()).orElseThrow();
        if (home.incident().isEmpty()) {
            homeless(position, recorded, event);
        } else {
            for (Change change : changes) {
                change.after()
                        .account(event.report())
                        .ifPresent(version -> version(version, home.incident().get()));
            }
        }
        versions.remember(event.report(), home);
    }

    /** A version of a report that belongs to an incident. */
    private void version(Account version, IncidentId incident) {
        reports.row(8)
                .int8(version.position())
                .uuid(version.report().value())
                .uuid(incident.value())
                .text(version.organisation().value())
                .text(version.theatre().value())
                .int8(version.submittedAt())
                .bool(version.standing())
                .text(FactsColumn.write(version.facts()));
    }

    /** A version of a report that belongs to none: it is remembered and counts nowhere. */
    private void homeless(long position, RecordedEvent recorded, ReportEvent event) {
        Optional<Facts> facts =
                switch (event) {
                    case ReportSubmitted e -> Optional.of(Facts.of(e.claim()));
                    case ReportCorrected e -> Optional.of(Facts.of(e.claim()));
                    case ReportWithdrawn _ -> Optional.empty();
                };
        reports.row(8)
                .int8(position)
                .uuid(event.report().value())
                .uuid(Optional.empty())
                .text(recorded.by().value())
                .text(recorded.theatre().value())
                .int8(position)
                .bool(facts.isPresent())
                .text(facts.map(FactsColumn::write));
    }

    /** Every account that left one of the incidents is with another one now. */
    private void moved(long position, List<Change> changes, IncidentId into) {
        for (Change change : changes) {
            if (!change.after().id().equals(into)) {
                Set<ReportId> kept = new HashSet<>();
                change.after().accounts().forEach(account -> kept.add(account.report()));
                for (Account account : change.before().accounts()) {
                    if (!kept.contains(account.report())) {
                        moved(position, account.report(), into);
                    }
                }
            }
        }
    }

    private void moved(long position, ReportId report, IncidentId into) {
        Open<IncidentId> earlier = openHomes.put(report, new Open<>(position, into));
        if (earlier == null) {
            endedHomes.add(report.value(), position);
        } else {
            home(report, earlier, OptionalLong.of(position));
        }
        versions.remember(report, new Home(Optional.of(into)));
    }

    private void home(ReportId report, Open<IncidentId> open, OptionalLong to) {
        homes.row(4).uuid(report.value()).uuid(open.value().value()).int8(open.from()).int8(to);
    }

    /** Ends the version before and opens the one after. An incident of nothing has no version. */
    private void incident(Change change, long position) {
        IncidentId id = change.after().id();
        Optional<TheatreId> theatre = change.after().dossier().theatre();
        if (!theatre.equals(change.before().dossier().theatre())) {
            theatres.row(3).int8(position).uuid(id.value()).text(theatre.orElseThrow().value());
        }
        Open<IncidentState> earlier = openIncidents.remove(id);
        if (earlier != null) {
            incident(earlier, OptionalLong.of(position));
        } else if (isSomething(change.before())) {
            endedIncidents.add(id.value(), position);
        }
        if (isSomething(change.after())) {
            openIncidents.put(id, new Open<>(position, change.after()));
        }
        versions.remember(change.after());
    }

    private static boolean isSomething(IncidentState state) {
        return !state.accounts().isEmpty() || !state.dossier().isEmpty();
    }

    private void incident(Open<IncidentState> open, OptionalLong to) {
        IncidentState state = open.value();
        incidents
                .row(5)
                .uuid(state.id().value())
                .int8(open.from())
                .int8(to)
                .int8s(state.accounts().stream().mapToLong(Account::position).toArray())
                .text(DossierColumn.write(state.dossier()));
    }

    /**
     * @throws IllegalStateException if an incident's latest version is not the one that was read:
     *     two processors were at work on it, which the rules of moving keep out. Better none than
     *     two
     */
    public void write(Connection connection) throws SQLException {
        int ended =
                endedIncidents.write(
                        connection,
                        """
                        UPDATE incident_version v SET to_position = c.at
                        FROM unnest(?, ?) AS c (incident, at)
                        WHERE v.incident = c.incident AND v.to_position IS NULL
                          AND v.from_position < c.at
                        """);
        if (ended != endedIncidents.size()) {
            throw new IllegalStateException(
                    endedIncidents.size()
                            + " versions of incidents end here, of which "
                            + ended
                            + " are the latest: an incident was changed from two partitions");
        }
        endedHomes.write(
                connection,
                """
                UPDATE report_home h SET to_position = c.at
                FROM unnest(?, ?) AS c (report, at)
                WHERE h.report = c.report AND h.to_position IS NULL
                """);
        openIncidents.values().forEach(open -> incident(open, OptionalLong.empty()));
        openHomes.forEach((report, open) -> home(report, open, OptionalLong.empty()));
        reports.into(connection, COPY_REPORTS);
        incidents.into(connection, COPY_INCIDENTS);
        homes.into(connection, COPY_HOMES);
        theatres.into(connection, COPY_THEATRES);
    }
}
