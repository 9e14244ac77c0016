package org.casualtyledger.projections.tallies;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.casualtyledger.counting.Bounds;
import org.casualtyledger.counting.Measures;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.projections.edge.OpenCandidates;
import org.casualtyledger.projections.processing.Lru;
import org.casualtyledger.projections.versions.StoredIncidents;

/**
 * Says of a tally over several organisations how much of it may be counted twice. Safe for many
 * threads.
 */
final class Doubts {
    /** Answers that are kept: a dashboard asks the same again and again. */
    private static final int KEPT = 256;

    private final DataSource read;
    private final OpenCandidates candidates;
    private final Lru<Question, Said> known = new Lru<>(KEPT);

    Doubts(DataSource read, OpenCandidates candidates) {
        this.read = read;
        this.candidates = candidates;
    }

    /** What can be said. */
    sealed interface Said {
        /** The tally is of one organisation alone. */
        record Nothing() implements Said {}

        /** There are more candidates than anybody looks at. */
        record TooMany() implements Said {}

        record This(Doubt doubt) implements Said {}
    }

    private record Question(TallyFilter filter, long position, long rules, String methodology) {}

    Said of(TallyFilter filter, Stand stand) {
        if (filter.organisation().isPresent()) {
            return new Said.Nothing();
        }
        Question question =
                new Question(
                        filter,
                        stand.position(),
                        stand.rulesPosition(),
                        stand.methodology().hash());
        synchronized (known) {
            Said said = known.get(question);
            if (said != null) {
                return said;
            }
        }
        Said said = find(filter, stand);
        synchronized (known) {
            known.put(question, said);
        }
        return said;
    }

    private Said find(TallyFilter filter, Stand stand) {
        if (!Snapshot.of(read, Doubts::severalReport)) {
            return new Said.Nothing();
        }
        Optional<Set<OpenCandidates.Pair>> pairs =
                candidates.openPairs(stand.position(), filter.theatre());
        if (pairs.isEmpty()) {
            return new Said.TooMany();
        }
        Set<IncidentId> incidents = new HashSet<>();
        pairs.get().forEach(pair -> incidents.addAll(List.of(pair.a(), pair.b())));
        Map<IncidentId, Bounds> killed =
                incidents.isEmpty()
                        ? Map.of()
                        : Snapshot.of(read, c -> killed(c, incidents, filter, stand));
        return new Said.This(Doubt.of(pairs.get(), killed));
    }

    private static boolean severalReport(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                """
                                SELECT count(*) > 1
                                FROM (SELECT DISTINCT unnest(organisations) FROM submitters
                                      LIMIT 2) AS who
                                """)) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static Map<IncidentId, Bounds> killed(
            Connection connection, Set<IncidentId> incidents, TallyFilter filter, Stand stand)
            throws SQLException {
        Names names =
                Tallies.names(
                        connection, new TallyQuestion(filter, List.of()), stand.rulesPosition());
        Behind.Taking taking = new Behind.Taking(filter, names, stand);
        Map<IncidentId, Bounds> killed = new HashMap<>();
        StoredIncidents.at(connection, stand.position(), incidents)
                .forEach(
                        state ->
                                taking.lines(state).stream()
                                        .map(line -> line.contribution().measures())
                                        .reduce(Measures::plus)
                                        .ifPresent(m -> killed.put(state.id(), m.killed())));
        return killed;
    }
}
