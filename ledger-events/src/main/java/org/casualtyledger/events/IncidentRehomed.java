package org.casualtyledger.events;

import java.util.List;

/**
 * The incident belongs to another theatre, which is the leaf's. Reversed by rehoming it back.
 *
 * @param from the theatre that it leaves
 * @param reports its reports and the positions of their current versions: what the new partition
 *     needs to take the incident over
 */
public record IncidentRehomed(
        IncidentId incident, TheatreId from, List<Carried> reports, List<String> sd)
        implements MoveEvent {
    public IncidentRehomed {
        reports = List.copyOf(reports);
        sd = List.copyOf(sd);
    }

    /** One report and the position of its current version. */
    public record Carried(ReportId report, long version) {}
}
