package org.casualtyledger.events;

import java.util.List;

/**
 * Two incidents are one: all reports of {@code merged} account for {@code incident} from now on,
 * and what was judged of {@code merged} is judged of it. Reversed by splitting these reports off
 * into {@code merged} again.
 *
 * @param incident the survivor
 * @param reports the reports that moved, as of when it was decided
 */
public record IncidentsMerged(
        IncidentId incident, IncidentId merged, List<ReportId> reports, List<String> sd)
        implements MoveEvent {
    public IncidentsMerged {
        reports = List.copyOf(reports);
        sd = List.copyOf(sd);
    }
}
