package org.casualtyledger.projections.candidates;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.projections.edge.OpenCandidates.Pair;

/**
 * The pairs among sightings that are alike enough and judged by nobody: a sweep over the days,
 * which compares each report with those of other organisations whose days are not over yet.
 */
final class OpenPairs {
    private final Map<String, List<Sighting>> active = new HashMap<>();
    private final Set<Pair> pairs = new HashSet<>();
    private final Set<IncidentId> duplicates;
    private final PairsJudged judged;

    private OpenPairs(PairsJudged judged) {
        this.judged = judged;
        this.duplicates = judged.duplicates();
    }

    /**
     * @param most empty for more pairs than this
     */
    static Optional<Set<Pair>> among(List<Sighting> sightings, PairsJudged judged, int most) {
        OpenPairs found = new OpenPairs(judged);
        List<Sighting> byDay = new ArrayList<>(sightings);
        byDay.sort(Comparator.comparing(Sighting::from));
        for (Sighting sighting : byDay) {
            found.sweep(sighting);
            if (found.pairs.size() > most) {
                return Optional.empty();
            }
        }
        return Optional.of(Set.copyOf(found.pairs));
    }

    private void sweep(Sighting sighting) {
        if (duplicates.contains(sighting.incident())) {
            return;
        }
        active.forEach(
                (organisation, others) -> {
                    if (!organisation.equals(sighting.organisation())) {
                        LocalDate over = sighting.from().minusDays(Days.FARTHEST);
                        others.removeIf(other -> other.to().isBefore(over));
                        others.forEach(other -> compare(sighting, other));
                    }
                });
        active.computeIfAbsent(sighting.organisation(), _ -> new ArrayList<>()).add(sighting);
    }

    private void compare(Sighting a, Sighting b) {
        if (Places.areFarApart(a, b) || a.incident().equals(b.incident())) {
            return;
        }
        Pair pair = new Pair(a.incident(), b.incident());
        if (pairs.contains(pair) || judged.of(pair).isPresent()) {
            return;
        }
        if (Likeness.of(a, b).filter(alike -> alike.score() >= Likeness.OPEN).isPresent()) {
            pairs.add(pair);
        }
    }
}
