package org.casualtyledger.projections.tallies;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.casualtyledger.counting.Facts;
import org.casualtyledger.counting.Home;
import org.casualtyledger.counting.IncidentState;
import org.casualtyledger.counting.Methodology;
import org.casualtyledger.counting.Posting;
import org.casualtyledger.counting.Step;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.ReportCorrected;
import org.casualtyledger.events.ReportEvent;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.ReportSubmitted;
import org.casualtyledger.events.ReportWithdrawn;
import org.casualtyledger.projections.processing.Chunk;
import org.casualtyledger.projections.processing.Projection;

/**
 * Folds incidents and posts what changes: loads what the chunk touches with two queries, folds in
 * memory, writes with a few COPYs. No statement is ever run for a single event.
 */
public final class TallyProjection implements Projection {
    private final Methodology methodology;
    private final IncidentVersions versions = new IncidentVersions();
    private final Journal journal = new Journal();

    public TallyProjection(Methodology methodology) {
        this.methodology = methodology;
    }

    @Override
    public void forget() {
        versions.forget();
        journal.forget();
    }

    @Override
    public void apply(Connection connection, Chunk chunk) throws SQLException {
        List<Placed> placed = place(connection, chunk);
        Set<IncidentId> touched = new HashSet<>();
        placed.forEach(p -> p.home().incident().ifPresent(touched::add));
        Map<IncidentId, IncidentState> states = versions.states(connection, touched);
        IncidentVersions.Additions additions = versions.additions();
        List<Posting> postings = new ArrayList<>(placed.size());
        for (Placed p : placed) {
            fold(p, states, additions, postings);
        }
        additions.write(connection);
        journal.write(connection, postings);
    }

    /** A report's event and the incident that it belongs to. */
    private record Placed(long position, RecordedEvent recorded, ReportEvent event, Home home) {}

    private List<Placed> place(Connection connection, Chunk chunk) throws SQLException {
        Set<ReportId> named = new HashSet<>();
        for (RecordedEvent recorded : chunk.events()) {
            if (recorded.event() instanceof ReportEvent e && !(e instanceof ReportSubmitted)) {
                named.add(e.report());
            }
        }
        Map<ReportId, Home> homes = new HashMap<>(versions.homes(connection, named));
        List<Placed> placed = new ArrayList<>(chunk.events().size());
        for (int i = 0; i < chunk.events().size(); i++) {
            RecordedEvent recorded = chunk.events().get(i);
            if (recorded.event() instanceof ReportEvent e) {
                long position = chunk.from() + i;
                Home home = Home.after(Optional.ofNullable(homes.get(e.report())), position, e);
                homes.put(e.report(), home);
                placed.add(new Placed(position, recorded, e, home));
            }
        }
        return placed;
    }

    private void fold(
            Placed p,
            Map<IncidentId, IncidentState> states,
            IncidentVersions.Additions additions,
            List<Posting> postings) {
        if (p.home().incident().isEmpty()) {
            homeless(p, additions);
            return;
        }
        IncidentId incident = p.home().incident().get();
        IncidentState before = states.getOrDefault(incident, IncidentState.empty(incident));
        Step step = Step.of(methodology, before, p.position(), p.recorded(), p.event());
        if (step.after() == before) {
            return; // the event says nothing of this incident
        }
        states.put(incident, step.after());
        step.after()
                .account(p.event().report())
                .ifPresent(version -> additions.report(version, incident));
        additions.incident(before, step.after(), p.position());
        postings.addAll(step.postings());
    }

    private static void homeless(Placed p, IncidentVersions.Additions additions) {
        Optional<Facts> facts =
                switch (p.event()) {
                    case ReportSubmitted e -> Optional.of(Facts.of(e.claim()));
                    case ReportCorrected e -> Optional.of(Facts.of(e.claim()));
                    case ReportWithdrawn _ -> Optional.empty();
                };
        additions.homeless(
                p.position(),
                p.event().report(),
                p.recorded().by(),
                p.recorded().theatre(),
                facts.isPresent(),
                facts.map(FactsColumn::write));
    }
}
