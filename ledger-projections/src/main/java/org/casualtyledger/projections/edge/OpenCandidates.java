package org.casualtyledger.projections.edge;

import java.util.Optional;
import java.util.Set;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.TheatreId;

/**
 * Which incidents may be one and the same: pairs of different organisations' incidents that look
 * alike, and of which nobody has said yet that they are one or two.
 */
public interface OpenCandidates {
    /**
     * The open pairs among incidents as they held at a position, which must have been applied.
     *
     * @param theatre empty for all of them
     * @return empty where there are more pairs than the port's backend looks at
     */
    Optional<Set<Pair>> openPairs(long position, Optional<TheatreId> theatre);

    /** Two incidents, in the order of their ids, so that a pair is itself either way round. */
    record Pair(IncidentId a, IncidentId b) {
        public Pair {
            if (a.value().compareTo(b.value()) > 0) {
                IncidentId other = a;
                a = b;
                b = other;
            }
        }
    }
}
