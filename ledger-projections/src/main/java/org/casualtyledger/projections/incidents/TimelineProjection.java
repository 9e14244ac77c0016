package org.casualtyledger.projections.incidents;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import org.casualtyledger.events.DuplicateConfirmed;
import org.casualtyledger.events.DuplicateDismissed;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.IncidentEvent;
import org.casualtyledger.events.IncidentRehomed;
import org.casualtyledger.events.IncidentSplit;
import org.casualtyledger.events.IncidentsMerged;
import org.casualtyledger.events.Judgement;
import org.casualtyledger.events.ReportsLinked;
import org.casualtyledger.events.ReviewApproved;
import org.casualtyledger.events.StatementRecorded;
import org.casualtyledger.projections.processing.Chunk;
import org.casualtyledger.projections.processing.CopyRows;
import org.casualtyledger.projections.processing.Positioned;
import org.casualtyledger.projections.processing.Projection;

/**
 * Finds every event about an incident again, by each incident and report that it names. Events of
 * reports are found by {@code report_version}, so submissions cost nothing here.
 */
public final class TimelineProjection implements Projection {
    private static final String COPY =
            """
            COPY incident_event (subject, position, type) FROM STDIN (FORMAT binary)
            """;

    @Override
    public void forget() {}

    @Override
    public void apply(Connection connection, Chunk chunk) throws SQLException {
        CopyRows rows = new CopyRows();
        for (Positioned positioned : chunk.events()) {
            if (positioned.event() instanceof IncidentEvent event) {
                String type = EventCodec.type(event);
                for (UUID subject : subjects(event)) {
                    rows.row(3).uuid(subject).int8(positioned.position()).text(type);
                }
            }
        }
        rows.into(connection, COPY);
    }

    private static Set<UUID> subjects(IncidentEvent event) {
        Set<UUID> subjects = new LinkedHashSet<>();
        subjects.add(event.incident().value());
        switch (event) {
            case ReportsLinked e ->
                    e.moves()
                            .forEach(
                                    move -> {
                                        subjects.add(move.report().value());
                                        subjects.add(move.from().value());
                                    });
            case IncidentsMerged e -> {
                subjects.add(e.merged().value());
                e.reports().forEach(report -> subjects.add(report.value()));
            }
            case IncidentSplit e -> {
                subjects.add(e.into().value());
                e.reports().forEach(report -> subjects.add(report.value()));
            }
            case DuplicateConfirmed e -> subjects.add(e.survivor().value());
            case DuplicateDismissed e -> subjects.add(e.other().value());
            case IncidentRehomed _, Judgement _, ReviewApproved _, StatementRecorded _ -> {}
        }
        return subjects;
    }
}
