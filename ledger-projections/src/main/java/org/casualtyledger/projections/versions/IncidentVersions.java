package org.casualtyledger.projections.versions;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.casualtyledger.counting.Home;
import org.casualtyledger.counting.IncidentState;
import org.casualtyledger.counting.Incidents;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.LedgerEvent;
import org.casualtyledger.events.ReportCorrected;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.ReportSubmitted;
import org.casualtyledger.projections.processing.Chunk;
import org.casualtyledger.projections.processing.Lru;
import org.casualtyledger.projections.processing.Positioned;

/**
 * The versions of incidents and reports: loaded by the chunk, written by the chunk, the recent ones
 * kept in memory.
 */
public final class IncidentVersions {
    /** Incidents in memory, at about 1 KB each. */
    private static final int INCIDENTS = 30_000;

    /** Reports whose incident is known in memory, at about 200 bytes each. */
    private static final int REPORTS = 100_000;

    private final Lru<IncidentId, IncidentState> incidents;
    private final Lru<ReportId, Home> homes;

    /**
     * @param among how many of these may be in one process
     */
    public IncidentVersions(int among) {
        this.incidents = new Lru<>(INCIDENTS / among);
        this.homes = new Lru<>(REPORTS / among);
    }

    public void forget() {
        incidents.clear();
        homes.clear();
    }

    /**
     * The incidents that a chunk's events need, with two queries at most: the homes of the reports
     * that are named, then the states.
     */
    public Incidents load(Connection connection, Chunk chunk) throws SQLException {
        Set<ReportId> named = new HashSet<>();
        for (Positioned positioned : chunk.events()) {
            named.addAll(Incidents.reportsNamed(positioned.event()));
        }
        Map<ReportId, Home> found = homes(connection, named);
        return new Incidents(found, states(connection, touched(chunk, found)));
    }

    /** What is added to the versions by one chunk; write it once. */
    public Additions additions() {
        return new Additions(this);
    }

    void remember(IncidentState state) {
        incidents.put(state.id(), state);
    }

    void remember(ReportId report, Home home) {
        homes.put(report, home);
    }

    private static Set<IncidentId> touched(Chunk chunk, Map<ReportId, Home> found) {
        Map<ReportId, Home> known = new HashMap<>(found);
        Set<IncidentId> touched = new HashSet<>();
        found.values().forEach(home -> home.incident().ifPresent(touched::add));
        for (Positioned positioned : chunk.events()) {
            LedgerEvent event = positioned.event();
            if (event instanceof ReportSubmitted e) {
                known.put(e.report(), Home.after(Optional.empty(), positioned.position(), e));
            }
            if (!(event instanceof ReportCorrected e && hasHome(known.get(e.report())))) {
                touched.addAll(Incidents.incidentsNamed(event));
            }
        }
        return touched;
    }

    /** A correction opens an incident of the report's own only where it has no home yet. */
    private static boolean hasHome(@org.jspecify.annotations.Nullable Home home) {
        return home != null && home.incident().isPresent();
    }

    /** The homes of those of the reports that are known. */
    private Map<ReportId, Home> homes(Connection connection, Collection<ReportId> reports)
            throws SQLException {
        Map<ReportId, Home> found = new HashMap<>();
        List<ReportId> missing = new ArrayList<>();
        for (ReportId report : reports) {
            Home home = homes.get(report);
            if (home == null) {
                missing.add(report);
            } else {
                found.put(report, home);
            }
        }
        if (!missing.isEmpty()) {
            found.putAll(StoredHomes.current(connection, missing));
        }
        return found;
    }

    /** The current states of incidents; those of which nothing is known are missing. */
    private Map<IncidentId, IncidentState> states(Connection connection, Set<IncidentId> wanted)
            throws SQLException {
        Map<IncidentId, IncidentState> found = new HashMap<>();
        List<IncidentId> missing = new ArrayList<>();
        for (IncidentId incident : wanted) {
            IncidentState state = incidents.get(incident);
            if (state == null) {
                missing.add(incident);
            } else {
                found.put(incident, state);
            }
        }
        if (!missing.isEmpty()) {
            StoredIncidents.current(connection, missing)
                    .forEach(state -> found.put(state.id(), state));
        }
        return found;
    }
}
