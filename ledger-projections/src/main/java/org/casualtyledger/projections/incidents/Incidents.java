package org.casualtyledger.projections.incidents;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import javax.sql.DataSource;
import org.casualtyledger.counting.Account;
import org.casualtyledger.counting.IncidentState;
import org.casualtyledger.counting.Methodology;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.PlaceResolved.ResolvedPlace;
import org.casualtyledger.events.ReportEvent;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.StatedName;
import org.casualtyledger.events.claim.Place;
import org.casualtyledger.events.claim.PlacePrecision;
import org.casualtyledger.events.claim.StatedActor;
import org.casualtyledger.projections.edge.Leaves;
import org.casualtyledger.projections.processing.ReadSideUnavailable;
import org.casualtyledger.projections.versions.StoredIncidents;

/** Reads single incidents as of a position. */
final class Incidents {
    private final DataSource read;
    private final Leaves leaves;
    private final History history;

    Incidents(DataSource read, Leaves leaves) {
        this.read = read;
        this.leaves = leaves;
        this.history = new History(leaves);
    }

    /**
     * @param position that is applied
     * @param rules the position whose registries and resolutions are used
     * @return empty for an incident of which nothing is known as of the position
     */
    Optional<Incident> asOf(IncidentId id, long position, long rules, Methodology methodology) {
        try (Connection connection = read.getConnection()) {
            List<IncidentState> found = StoredIncidents.at(connection, position, List.of(id));
            IncidentState state = found.isEmpty() ? IncidentState.empty(id) : found.getFirst();
            History.Touched touched = history.touched(connection, state, position);
            if (touched.events().isEmpty()) {
                return Optional.empty();
            }
            SortedMap<Long, Leaves.Leaf> events = leaves.at(touched.events());
            return Optional.of(
                    new Incident(
                            position,
                            rules,
                            state,
                            List.copyOf(touched.absorbed().keySet()),
                            methodology,
                            events,
                            versions(touched.versions(), events),
                            actors(connection, state, rules),
                            places(connection, state, rules)));
        } catch (SQLException e) {
            throw new ReadSideUnavailable(e);
        }
    }

    private static Map<ReportId, List<Incident.Version>> versions(
            SortedSet<Long> positions, SortedMap<Long, Leaves.Leaf> events) {
        Map<ReportId, List<Incident.Version>> versions = new HashMap<>();
        for (long position : positions) {
            Leaves.Leaf leaf = events.get(position);
            if (leaf != null && leaf.recorded().event() instanceof ReportEvent event) {
                versions.computeIfAbsent(event.report(), _ -> new ArrayList<>())
                        .add(new Incident.Version(leaf, event));
            }
        }
        return versions;
    }

    private static Map<String, String> actors(
            Connection connection, IncidentState state, long rules) throws SQLException {
        Set<String> names = new LinkedHashSet<>();
        for (Account account : state.accounts()) {
            account.facts().actors().stream().map(StatedActor::name).forEach(names::add);
        }
        state.dossier().statements().forEach(statement -> names.add(statement.said().actor()));
        Map<String, String> resolved = new LinkedHashMap<>();
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT stated, actor FROM actor_resolution
                        WHERE stated = ANY (?) AND actor IS NOT NULL
                          AND from_position <= ? AND (to_position IS NULL OR to_position > ?)
                        """)) {
            statement.setArray(1, connection.createArrayOf("text", names.toArray()));
            statement.setLong(2, rules);
            statement.setLong(3, rules);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    resolved.put(row.getString(1), row.getString(2));
                }
            }
        }
        return resolved;
    }

    private static Map<StatedName, ResolvedPlace> places(
            Connection connection, IncidentState state, long rules) throws SQLException {
        Map<String, StatedName> names = new LinkedHashMap<>();
        for (Account account : state.accounts()) {
            for (Place place : account.facts().where()) {
                if (place.precision() == PlacePrecision.EXACT
                        || place.precision() == PlacePrecision.NEAR) {
                    StatedName name = new StatedName(place.country(), place.admin(), place.name());
                    names.put(name.key(), name);
                }
            }
        }
        Map<StatedName, ResolvedPlace> resolved = new LinkedHashMap<>();
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT stated_key, place, name, city, city_name, district, province, country
                        FROM place_resolution
                        WHERE stated_key = ANY (?) AND place IS NOT NULL
                          AND from_position <= ? AND (to_position IS NULL OR to_position > ?)
                        """)) {
            statement.setArray(1, connection.createArrayOf("text", names.keySet().toArray()));
            statement.setLong(2, rules);
            statement.setLong(3, rules);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    StatedName name = names.get(row.getString(1));
                    if (name != null) {
                        resolved.put(name, place(row));
                    }
                }
            }
        }
        return resolved;
    }

    private static ResolvedPlace place(ResultSet row) throws SQLException {
        return new ResolvedPlace(
                row.getLong(2),
                row.getString(3),
                row.getLong(4),
                row.getString(5),
                Optional.ofNullable(row.getString(6)),
                Optional.ofNullable(row.getString(7)),
                row.getString(8));
    }
}
