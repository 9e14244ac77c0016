package org.casualtyledger.projections.processing;

import java.util.OptionalInt;
import org.casualtyledger.events.IncidentRehomed;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.topic.Partitions;

/**
 * What one of several processors applies, where all of them write the same tables.
 *
 * <p><b>Every event is applied once, by the processor where it is at home</b>: what happens in a
 * theatre, by that of the theatre's partition; what concerns every theatre (registries,
 * resolutions, publications) and is therefore in every partition, by the first one. A rehoming is
 * at home in the theatre that the incident enters; the partition that it leaves only reads past it.
 * So this holds for every projection and every table: whoever is at home writes, the others read by
 * position.
 *
 * <p><b>What is written by one alone</b>: rows of an incident and of its reports, from one rehoming
 * to the next ({@link Arrivals}); rows that are keyed by the position of their event; all of
 * registries and resolutions. <b>What several write</b>: the names and numbers behind cells, and
 * the sums of cells. An incident that was rehomed may count in the cells of the theatre that it
 * left. Those writers add, and take keys in one order.
 *
 * @param partition from 0
 */
public record Share(Partitions partitions, int partition) {
    /** Of the only processor. */
    public static final Share WHOLE = new Share(new Partitions(1), 0);

    /** The partition of what concerns every theatre. */
    private static final int EVERYWHERE = 0;

    public Share {
        if (partition < 0 || partition >= partitions.count()) {
            throw new IllegalArgumentException(
                    "no partition " + partition + " of " + partitions.count());
        }
    }

    /** Whether nobody else writes the tables. */
    public boolean isWhole() {
        return partitions.count() == 1;
    }

    /** The partition where an event is at home. */
    static int home(Partitions partitions, TheatreId theatre) {
        return theatre.equals(TheatreId.NONE) ? EVERYWHERE : partitions.of(theatre);
    }

    boolean applies(RecordedEvent recorded) {
        return home(partitions, recorded.theatre()) == partition;
    }

    /** The partition from which this event brings an incident, if it is another one. */
    OptionalInt arrivesFrom(RecordedEvent recorded) {
        if (recorded.event() instanceof IncidentRehomed rehomed && applies(recorded)) {
            int from = home(partitions, rehomed.from());
            return from == partition ? OptionalInt.empty() : OptionalInt.of(from);
        }
        return OptionalInt.empty();
    }
}
