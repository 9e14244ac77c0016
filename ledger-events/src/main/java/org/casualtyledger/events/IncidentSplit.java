package org.casualtyledger.events;

import java.util.List;

/**
 * Some reports of an incident account for another event. Reversed by merging the two.
 *
 * @param incident where the reports were
 * @param into a new id, or that of an incident that was merged into this one: then what was judged
 *     of it before the merge is its own again
 */
public record IncidentSplit(
        IncidentId incident, IncidentId into, List<ReportId> reports, List<String> sd)
        implements MoveEvent {
    public IncidentSplit {
        reports = List.copyOf(reports);
        sd = List.copyOf(sd);
    }
}
