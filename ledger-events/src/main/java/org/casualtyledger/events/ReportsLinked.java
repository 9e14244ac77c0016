package org.casualtyledger.events;

import java.util.List;

/**
 * These reports account for this incident. A report that accounted for another one does so no
 * longer. Reversed by linking them back to where they came from.
 *
 * @param incident where they belong from now on; it exists already
 */
public record ReportsLinked(IncidentId incident, List<Move> moves, List<String> sd)
        implements MoveEvent {
    public ReportsLinked {
        moves = List.copyOf(moves);
        sd = List.copyOf(sd);
    }

    /**
     * One report's move.
     *
     * @param from where it was when this was decided; for readers and for taking it back, while a
     *     fold follows what it knows itself
     */
    public record Move(ReportId report, IncidentId from) {}
}
