package org.casualtyledger.projections.candidates;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.projections.edge.OpenCandidates.Pair;
import org.casualtyledger.projections.processing.ReadSideUnavailable;

/** Ranks the incidents that may be one with a given one. */
final class Candidates {
    /** Reports compared with one incident: a second's work. Beyond it the answer says so. */
    static final int COMPARED = 10_000;

    private final DataSource read;

    Candidates(DataSource read) {
        this.read = read;
    }

    /** How a pair stands. */
    enum Status {
        OPEN("open"),
        CONFIRMED("confirmed"),
        DISMISSED("dismissed");

        private final String code;

        Status(String code) {
            this.code = code;
        }

        String code() {
            return code;
        }
    }

    /**
     * @param organisations whose reports stand in it
     * @param open whether it counts among the open pairs that a tally names
     * @param duplicate whether it is a confirmed duplicate, of whichever incident, and counts
     *     nothing
     */
    record Candidate(
            IncidentId incident,
            Likeness likeness,
            Set<String> organisations,
            Status status,
            Optional<PairsJudged.Verdict> verdict,
            boolean open,
            boolean duplicate) {}

    /**
     * @param theatre empty where no report of the incident stands
     * @param compared how many reports were compared
     * @param complete whether these were all that could be alike
     */
    record Ranked(
            Optional<String> theatre, List<Candidate> candidates, int compared, boolean complete) {}

    /**
     * The likeliest first, confirmed and dismissed ones among them. Merged incidents have no
     * reports, so they are none.
     *
     * @return empty if nothing is known of the incident as of the position
     */
    Optional<Ranked> of(IncidentId incident, long position, long rules) {
        try (Connection connection = read.getConnection()) {
            return of(
                    connection,
                    incident,
                    new Sightings(connection, position, rules),
                    PairsJudged.at(connection, position),
                    position);
        } catch (SQLException e) {
            throw new ReadSideUnavailable(e);
        }
    }

    /**
     * The same for who has a connection.
     *
     * @param sightings as of the position
     * @param judged as of the position
     */
    static Optional<Ranked> of(
            Connection connection,
            IncidentId incident,
            Sightings sightings,
            PairsJudged judged,
            long position)
            throws SQLException {
        Optional<List<Long>> versions = versions(connection, incident, position);
        return versions.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        rank(connection, incident, sightings, judged, versions.get(), position));
    }

    private static Ranked rank(
            Connection connection,
            IncidentId incident,
            Sightings sightings,
            PairsJudged judged,
            List<Long> versions,
            long position)
            throws SQLException {
        List<Sighting> own = sightings.of(versions);
        Optional<String> theatre = theatre(connection, incident, versions, judged);
        if (own.isEmpty() || theatre.isEmpty()) {
            return new Ranked(theatre, List.of(), 0, true);
        }
        Set<Long> around = Blocks.around(connection, theatre.get(), own, COMPARED + 1);
        boolean complete = around.size() <= COMPARED;
        around.addAll(lyingIn(connection, theatre.get(), judged, position));
        around.removeAll(new HashSet<>(versions));
        Map<IncidentId, List<Sighting>> others = new LinkedHashMap<>();
        for (Sighting sighting : sightings.of(around)) {
            if (!sighting.incident().equals(incident)
                    && judged.isIn(theatre.get(), sighting.incident())) {
                others.computeIfAbsent(sighting.incident(), _ -> new ArrayList<>()).add(sighting);
            }
        }
        Map<IncidentId, Likeness> alike = new LinkedHashMap<>();
        others.forEach(
                (other, theirs) ->
                        Likeness.of(own, theirs)
                                .filter(likeness -> likeness.score() >= Likeness.WORTH_A_LOOK)
                                .ifPresent(likeness -> alike.put(other, likeness)));
        List<Candidate> candidates = candidates(incident, alike, sightings, judged);
        candidates.sort(
                Comparator.<Candidate>comparingInt(c -> -c.likeness().score())
                        .thenComparing(c -> c.incident().value()));
        return new Ranked(
                theatre, candidates, others.values().stream().mapToInt(List::size).sum(), complete);
    }

    private static List<Candidate> candidates(
            IncidentId incident,
            Map<IncidentId, Likeness> alike,
            Sightings sightings,
            PairsJudged judged)
            throws SQLException {
        Set<IncidentId> involved = new HashSet<>(alike.keySet());
        involved.add(incident);
        Map<IncidentId, Set<String>> organisations = sightings.organisations(involved);
        Set<String> own = organisations.getOrDefault(incident, Set.of());
        Set<IncidentId> duplicates = judged.duplicates();
        List<Candidate> candidates = new ArrayList<>();
        alike.forEach(
                (other, likeness) -> {
                    Optional<PairsJudged.Verdict> verdict = judged.of(new Pair(incident, other));
                    Set<String> theirs = organisations.getOrDefault(other, Set.of());
                    boolean open =
                            verdict.isEmpty()
                                    && likeness.score() >= Likeness.OPEN
                                    && !duplicates.contains(other)
                                    && !duplicates.contains(incident)
                                    && Collections.disjoint(own, theirs);
                    candidates.add(
                            new Candidate(
                                    other,
                                    likeness,
                                    theirs,
                                    verdict.map(Candidates::status).orElse(Status.OPEN),
                                    verdict,
                                    open,
                                    duplicates.contains(other)));
                });
        return candidates;
    }

    private static Status status(PairsJudged.Verdict verdict) {
        return verdict.duplicate().isPresent() ? Status.CONFIRMED : Status.DISMISSED;
    }

    private static Optional<List<Long>> versions(
            Connection connection, IncidentId incident, long position) throws SQLException {
        List<List<Long>> found = versions(connection, List.of(incident), position);
        return found.stream().findFirst();
    }

    private static List<List<Long>> versions(
            Connection connection, Collection<IncidentId> incidents, long position)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT versions FROM incident_version
                        WHERE incident = ANY (?) AND from_position <= ?
                          AND (to_position IS NULL OR to_position > ?)
                        """)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "uuid", incidents.stream().map(IncidentId::value).toArray()));
            statement.setLong(2, position);
            statement.setLong(3, position);
            List<List<Long>> found = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(Arrays.asList((Long[]) row.getArray(1).getArray()));
                }
            }
            return found;
        }
    }

    /** The versions of the reports of incidents that lie in a theatre, whatever these say. */
    static Set<Long> lyingIn(
            Connection connection, String theatre, PairsJudged judged, long position)
            throws SQLException {
        List<IncidentId> incidents = new ArrayList<>();
        judged.theatres()
                .forEach(
                        (incident, to) -> {
                            if (to.equals(theatre)) {
                                incidents.add(incident);
                            }
                        });
        Set<Long> versions = new HashSet<>();
        if (!incidents.isEmpty()) {
            versions(connection, incidents, position).forEach(versions::addAll);
        }
        return versions;
    }

    private static Optional<String> theatre(
            Connection connection, IncidentId incident, List<Long> versions, PairsJudged judged)
            throws SQLException {
        if (judged.theatres().containsKey(incident)) {
            return Optional.ofNullable(judged.theatres().get(incident));
        }
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT theatre FROM sighting WHERE position = ANY (?)
                        ORDER BY position LIMIT 1
                        """)) {
            statement.setArray(1, connection.createArrayOf("int8", versions.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }
}
