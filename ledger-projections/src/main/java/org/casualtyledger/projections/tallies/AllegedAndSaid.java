package org.casualtyledger.projections.tallies;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.casualtyledger.counting.IncidentState;
import org.casualtyledger.counting.Measures;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.projections.processing.Folded;
import org.casualtyledger.projections.responsibility.Responsibility;
import org.casualtyledger.projections.responsibility.Responsibility.Actor;
import org.casualtyledger.projections.versions.StoredIncidents;

/** Brings together what a tally alleges of each actor, and what the actors say of its incidents. */
final class AllegedAndSaid {
    private static final int AT_ONCE = 1_000;

    private final DataSource read;
    private final Tallies tallies;

    AllegedAndSaid(DataSource read, Tallies tallies) {
        this.read = read;
        this.tallies = tallies;
    }

    List<Responsibility.Row> rows(TallyFilter filter, Stand stand) {
        return Snapshot.of(read, connection -> rows(connection, filter, stand));
    }

    private List<Responsibility.Row> rows(Connection connection, TallyFilter filter, Stand stand)
            throws SQLException {
        TallyQuestion question = new TallyQuestion(filter, List.of(By.EACH_ACTOR));
        Responsibility sums = new Responsibility();
        for (TallyAnswer.Group row : tallies.summed(connection, question, stand).rows()) {
            actor(row.values())
                    .ifPresent(
                            actor ->
                                    sums.alleged(
                                            actor,
                                            part(row.parts(), Part.SOLE),
                                            part(row.parts(), Part.SHARED)));
        }
        Names names = Tallies.names(connection, question, stand.rulesPosition());
        said(connection, filter, stand, names, sums);
        return sums.rows();
    }

    private static Measures part(Map<Part, Measures> parts, Part part) {
        return parts.getOrDefault(part, Measures.ZERO);
    }

    /** Of a row by each actor; empty for the row of nobody. */
    private static Optional<Actor> actor(List<Optional<Object>> values) {
        return values.getFirst()
                .map(name -> new Actor(name.toString(), values.get(1).map(Object::toString)));
    }

    /** Few incidents have statements, so these alone are looked at. */
    private static void said(
            Connection connection,
            TallyFilter filter,
            Stand stand,
            Names names,
            Responsibility sums)
            throws SQLException {
        Behind.Taking taking = new Behind.Taking(filter, names, stand);
        Grouping grouping =
                new Grouping(List.of(By.EACH_ACTOR), Role.ALLEGED, names, stand.rulesPosition());
        UUID after = Behind.START;
        int seen = 0;
        List<IncidentId> ids;
        do {
            ids = StoredIncidents.ids(connection, stand.position(), after, true, AT_ONCE);
            seen += ids.size();
            Counted.refuseTooMany(seen, stand.methodology());
            for (IncidentState state : StoredIncidents.at(connection, stand.position(), ids)) {
                if (!state.dossier().statements().isEmpty()) {
                    said(state, taking, grouping, names, stand, sums);
                }
            }
            after = ids.isEmpty() ? after : ids.getLast().value();
        } while (ids.size() == AT_ONCE);
    }

    private static void said(
            IncidentState state,
            Behind.Taking taking,
            Grouping grouping,
            Names names,
            Stand stand,
            Responsibility sums) {
        Set<Actor> alleged = new HashSet<>();
        for (Behind.Line line : taking.lines(state)) {
            for (Grouping.Row row : grouping.rows(line.contribution().cell())) {
                actor(row.values()).ifPresent(alleged::add);
            }
        }
        for (Actor actor : alleged) {
            Responsibility.current(
                            state.dossier().statements(),
                            stated -> isActor(stated, actor, names, stand.rulesPosition()))
                    .ifPresent(said -> sums.says(actor, said));
        }
    }

    private static boolean isActor(String stated, Actor actor, Names names, long rules) {
        Optional<String> id = names.actor(stated, rules);
        return id.isPresent()
                ? id.equals(actor.id())
                : Folded.of(stated).equals(Folded.of(actor.name()))
                        || actor.id().filter(stated::equals).isPresent();
    }
}
