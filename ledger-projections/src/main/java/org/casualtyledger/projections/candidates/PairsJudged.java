package org.casualtyledger.projections.candidates;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.projections.edge.OpenCandidates.Pair;

/**
 * What was judged of pairs as of a position, and where incidents lie that lie elsewhere than their
 * reports say.
 *
 * @param verdicts the latest of each pair
 * @param theatres of those incidents
 */
record PairsJudged(Map<Pair, Verdict> verdicts, Map<IncidentId, String> theatres) {
    /**
     * @param duplicate which of the two is a duplicate of the other; empty: they are two
     */
    record Verdict(long position, Optional<IncidentId> duplicate, String by) {}

    static PairsJudged at(Connection connection, long position) throws SQLException {
        return new PairsJudged(verdicts(connection, position), theatres(connection, position));
    }

    Optional<Verdict> of(Pair pair) {
        return Optional.ofNullable(verdicts.get(pair));
    }

    /** Incidents that count no more. */
    Set<IncidentId> duplicates() {
        Set<IncidentId> duplicates = new HashSet<>();
        verdicts.values().forEach(verdict -> verdict.duplicate().ifPresent(duplicates::add));
        return duplicates;
    }

    /** Whether an incident whose report was recorded in a theatre belongs there now. */
    boolean isIn(String theatre, IncidentId incident) {
        return theatres.getOrDefault(incident, theatre).equals(theatre);
    }

    private static Map<Pair, Verdict> verdicts(Connection connection, long position)
            throws SQLException {
        Map<Pair, Verdict> verdicts = new HashMap<>();
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT one, other, position, duplicate, organisation
                        FROM duplicate_verdict WHERE position <= ? ORDER BY position
                        """)) {
            statement.setLong(1, position);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    verdicts.put(
                            new Pair(
                                    new IncidentId(row.getObject(1, UUID.class)),
                                    new IncidentId(row.getObject(2, UUID.class))),
                            new Verdict(
                                    row.getLong(3),
                                    Optional.ofNullable(row.getObject(4, UUID.class))
                                            .map(IncidentId::new),
                                    row.getString(5)));
                }
            }
        }
        return verdicts;
    }

    private static Map<IncidentId, String> theatres(Connection connection, long position)
            throws SQLException {
        Map<IncidentId, String> theatres = new HashMap<>();
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT incident, theatre FROM incident_theatre
                        WHERE position <= ? ORDER BY position
                        """)) {
            statement.setLong(1, position);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    theatres.put(new IncidentId(row.getObject(1, UUID.class)), row.getString(2));
                }
            }
        }
        return theatres;
    }
}
