package org.casualtyledger.projections.incidents;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.casualtyledger.counting.Account;
import org.casualtyledger.counting.IncidentState;
import org.casualtyledger.edge.Problem;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.IncidentSplit;
import org.casualtyledger.events.IncidentsMerged;
import org.casualtyledger.events.LedgerEvent;
import org.casualtyledger.projections.edge.Leaves;

/**
 * Finds the events that touched an incident, up to a position: its own; those of the incidents that
 * were merged into it and not split off again, until then; and every event of the reports that it
 * has now, wherever they were.
 */
final class History {
    /** Events of one incident's page; a report that is corrected daily for ten years has 3,650. */
    static final int EVENTS = 20_000;

    private final Leaves leaves;

    History(Leaves leaves) {
        this.leaves = leaves;
    }

    /**
     * @param absorbed the incidents that are merged into this one, and until when they were apart
     * @param versions the positions of the versions of its present reports
     * @param events the positions of everything that touched it
     */
    record Touched(
            Map<IncidentId, Long> absorbed, SortedSet<Long> versions, SortedSet<Long> events) {}

    Touched touched(Connection connection, IncidentState state, long position) throws SQLException {
        Map<IncidentId, Long> lives = lives(connection, state.id(), position);
        SortedSet<Long> events = new TreeSet<>();
        for (Map.Entry<IncidentId, Long> life : lives.entrySet()) {
            UUID incident = life.getKey().value();
            events.addAll(ofSubjects(connection, List.of(incident), life.getValue()));
            events.addAll(changes(connection, incident, life.getValue()));
        }
        List<UUID> reports = state.accounts().stream().map(a -> a.report().value()).toList();
        SortedSet<Long> versions = versions(connection, reports, position);
        events.addAll(versions);
        events.addAll(ofSubjects(connection, reports, position));
        state.accounts().stream().map(Account::position).forEach(events::add);
        if (events.size() > EVENTS) {
            throw new Problem(
                            422,
                            "too-many-events",
                            "The incident's history is too long for one answer",
                            events.size() + " events touched it; an answer has at most " + EVENTS)
                    .asException();
        }
        lives.remove(state.id());
        return new Touched(lives, versions, events);
    }

    /** This incident and those that are part of it, each with the last position of its own life. */
    private Map<IncidentId, Long> lives(Connection connection, IncidentId incident, long position)
            throws SQLException {
        Map<IncidentId, Long> lives = new LinkedHashMap<>();
        lives.put(incident, position);
        List<IncidentId> open = new ArrayList<>(List.of(incident));
        while (!open.isEmpty()) {
            IncidentId whole = open.removeLast();
            long until = lives.getOrDefault(whole, position);
            for (Map.Entry<IncidentId, Long> part : parts(connection, whole, until).entrySet()) {
                if (lives.putIfAbsent(part.getKey(), part.getValue()) == null) {
                    open.add(part.getKey());
                }
            }
        }
        return lives;
    }

    private Map<IncidentId, Long> parts(Connection connection, IncidentId whole, long until)
            throws SQLException {
        Map<IncidentId, Long> parts = new LinkedHashMap<>();
        for (Leaves.Leaf leaf : leaves.at(merges(connection, whole.value(), until)).values()) {
            LedgerEvent event = leaf.recorded().event();
            if (event instanceof IncidentsMerged e && e.incident().equals(whole)) {
                parts.put(e.merged(), leaf.position());
            } else if (event instanceof IncidentSplit e && e.incident().equals(whole)) {
                parts.remove(e.into());
            }
        }
        return parts;
    }

    private static List<Long> merges(Connection connection, UUID incident, long until)
            throws SQLException {
        return positions(
                connection,
                """
                SELECT position FROM incident_event
                WHERE subject = ANY (?) AND position <= ?
                  AND type IN ('incidents-merged', 'incident-split')
                """,
                List.of(incident),
                until);
    }

    private static List<Long> ofSubjects(
            Connection connection, Collection<UUID> subjects, long until) throws SQLException {
        return positions(
                connection,
                """
                SELECT position FROM incident_event WHERE subject = ANY (?) AND position <= ?
                """,
                subjects,
                until);
    }

    /** Where its versions begin, and where they end: one that nothing is left of has no next. */
    private static List<Long> changes(Connection connection, UUID incident, long until)
            throws SQLException {
        return positions(
                connection,
                """
                SELECT c.position FROM incident_version i
                CROSS JOIN LATERAL (VALUES (i.from_position), (i.to_position)) AS c (position)
                WHERE i.incident = ANY (?) AND c.position <= ?
                """,
                List.of(incident),
                until);
    }

    static SortedSet<Long> versions(Connection connection, Collection<UUID> reports, long until)
            throws SQLException {
        return new TreeSet<>(
                positions(
                        connection,
                        """
                        SELECT position FROM report_version
                        WHERE report = ANY (?) AND position <= ?
                        """,
                        reports,
                        until));
    }

    private static List<Long> positions(
            Connection connection, String sql, Collection<UUID> subjects, long until)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Array keys = connection.createArrayOf("uuid", subjects.toArray());
            statement.setArray(1, keys);
            statement.setLong(2, until);
            List<Long> positions = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    positions.add(row.getLong(1));
                }
            }
            return positions;
        }
    }
}
