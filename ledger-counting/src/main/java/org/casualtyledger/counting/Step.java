package org.casualtyledger.counting;

import java.util.List;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.ReportEvent;

/**
 * One event applied to its incident.
 *
 * @param postings what it adds to the journal
 */
public record Step(IncidentState before, IncidentState after, List<Posting> postings) {
    public static Step of(
            Methodology methodology,
            IncidentState before,
            long position,
            RecordedEvent recorded,
            ReportEvent event) {
        IncidentState after = IncidentState.evolve(before, position, recorded, event);
        List<Posting> postings =
                Posting.between(
                        position,
                        methodology.contribution(before),
                        methodology.contribution(after));
        return new Step(before, after, postings);
    }
}
