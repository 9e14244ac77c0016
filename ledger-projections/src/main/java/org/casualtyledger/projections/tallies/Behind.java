package org.casualtyledger.projections.tallies;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.casualtyledger.counting.Contribution;
import org.casualtyledger.counting.IncidentState;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.projections.versions.StoredIncidents;

/** The incidents behind a tally: what each contributes adds up to it. */
final class Behind {
    /** Incidents that are looked at by one query. */
    private static final int AT_ONCE = 1_000;

    /** Before the first incident's id. */
    static final UUID START = new UUID(0, 0);

    private final DataSource read;
    private final Tallies tallies;

    Behind(DataSource read, Tallies tallies) {
        this.read = read;
        this.tallies = tallies;
    }

    /**
     * What one incident contributes to what was asked about.
     *
     * @param parts of a tally of one actor or city that it belongs to
     */
    record Line(IncidentId incident, Contribution contribution, Set<Part> parts) {}

    /**
     * A page, by id.
     *
     * @param next after which incident the next page begins; empty after the last one
     */
    record Page(List<Line> lines, Optional<UUID> next) {}

    /**
     * @param after the incident after which the page begins
     * @param limit most incidents
     * @throws org.casualtyledger.edge.ProblemException 422 for too many incidents to count on
     *     request
     */
    Page page(TallyFilter filter, Stand stand, UUID after, int limit) {
        return Snapshot.of(read, connection -> page(connection, filter, stand, after, limit));
    }

    private Page page(Connection connection, TallyFilter filter, Stand stand, UUID after, int limit)
            throws SQLException {
        TallyQuestion question = new TallyQuestion(filter, List.of());
        Names names = Tallies.names(connection, question, stand.rulesPosition());
        boolean journaled = tallies.isJournaled(stand.methodology());
        if (!journaled) {
            Counted.refuseTooMany(
                    StoredIncidents.count(connection, stand.position(), Counted.VERSIONS),
                    stand.methodology());
        }
        Taking taking = new Taking(filter, names, stand);
        List<Line> lines = new ArrayList<>();
        UUID last = after;
        int taken = 0;
        while (true) {
            List<IncidentId> ids =
                    journaled
                            ? posted(connection, filter, names, stand.position(), last)
                            : StoredIncidents.ids(
                                    connection, stand.position(), last, false, AT_ONCE);
            for (IncidentState state : StoredIncidents.at(connection, stand.position(), ids)) {
                List<Line> own = taking.lines(state);
                if (!own.isEmpty() && taken == limit) {
                    return new Page(lines, Optional.of(last));
                }
                taken += own.isEmpty() ? 0 : 1;
                lines.addAll(own);
                last = state.id().value();
            }
            if (ids.size() < AT_ONCE) {
                return new Page(lines, Optional.empty());
            }
            last = ids.getLast().value();
        }
    }

    /** What a filter takes of an incident. */
    static final class Taking {
        private final TallyFilter filter;
        private final Matching matching;
        private final Stand stand;

        Taking(TallyFilter filter, Names names, Stand stand) {
            this.filter = filter;
            this.matching = new Matching(filter, names);
            this.stand = stand;
        }

        List<Line> lines(IncidentState state) {
            List<Line> lines = new ArrayList<>();
            for (Contribution line : stand.methodology().contributions(state)) {
                if (filter.months().contains(line.cell().period())) {
                    matching.parts(line.cell(), stand.rulesPosition())
                            .ifPresent(parts -> lines.add(new Line(state.id(), line, parts)));
                }
            }
            return lines;
        }
    }

    /** The incidents that the journal says are in what the filter may take. */
    private static List<IncidentId> posted(
            Connection connection, TallyFilter filter, Names names, long position, UUID after)
            throws SQLException {
        FilterSql conditions =
                FilterSql.of(filter, new Matching(filter, names)).touching(filter.months());
        List<Object> parameters = new ArrayList<>(List.of(position, after));
        parameters.addAll(conditions.parameters());
        parameters.add(AT_ONCE);
        List<IncidentId> ids = new ArrayList<>();
        try (PreparedStatement statement =
                        Counted.prepared(
                                connection,
                                """
                                SELECT t.incident
                                FROM tally_posting t JOIN cell c ON c.id = t.cell
                                WHERE t.position <= ? AND t.incident > ?%s
                                GROUP BY t.incident HAVING sum(t.incidents) <> 0
                                ORDER BY t.incident LIMIT ?
                                """
                                        .formatted(conditions.conditions()),
                                parameters);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                ids.add(new IncidentId(rows.getObject(1, UUID.class)));
            }
        }
        return ids;
    }
}
