package org.casualtyledger.projections.tallies;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.casualtyledger.counting.Bounds;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.projections.edge.OpenCandidates.Pair;

/**
 * How much of a tally stands in incidents that may be one and the same. Nobody has judged them, so
 * all of them are counted.
 *
 * @param incidents that are in any of the pairs
 * @param min the sum of the minima of civilians killed in these incidents
 * @param max the sum of the maxima
 * @param twice most people that may be counted more than once: of incidents that hang together, the
 *     maxima of all but the largest
 */
record Doubt(int pairs, int incidents, long min, long max, long twice) {

    /**
     * @param pairs of which both are in the tally, or not
     * @param killed of the incidents in the tally
     */
    static Doubt of(Set<Pair> pairs, Map<IncidentId, Bounds> killed) {
        Map<IncidentId, IncidentId> leaders = new HashMap<>();
        int counted = 0;
        for (Pair pair : pairs) {
            if (killed.containsKey(pair.a()) && killed.containsKey(pair.b())) {
                counted++;
                leaders.put(leader(leaders, pair.a()), leader(leaders, pair.b()));
            }
        }
        Set<IncidentId> incidents = new HashSet<>(leaders.keySet());
        incidents.addAll(leaders.values());
        long min = 0;
        long max = 0;
        Map<IncidentId, Long> largest = new HashMap<>();
        for (IncidentId incident : incidents) {
            Bounds bounds = killed.getOrDefault(incident, new Bounds(0, 0, 0, 0));
            min += bounds.min();
            max += bounds.max();
            largest.merge(leader(leaders, incident), bounds.max(), Math::max);
        }
        long once = largest.values().stream().mapToLong(Long::longValue).sum();
        return new Doubt(counted, incidents.size(), min, max, max - once);
    }

    /** The one that stands for all that hang together with an incident. */
    private static IncidentId leader(Map<IncidentId, IncidentId> leaders, IncidentId incident) {
        IncidentId at = incident;
        for (IncidentId next = leaders.getOrDefault(at, at);
                !next.equals(at);
                next = leaders.getOrDefault(at, at)) {
            at = next;
        }
        return at;
    }
}
