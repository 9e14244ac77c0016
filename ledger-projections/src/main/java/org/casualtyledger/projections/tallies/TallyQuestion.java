package org.casualtyledger.projections.tallies;

import java.util.List;
import org.casualtyledger.edge.Parameters;

/** What is asked of the tallies. */
record TallyQuestion(TallyFilter filter, List<By> by) {
    static TallyQuestion read(Parameters p) {
        return new TallyQuestion(TallyFilter.read(p), p.parsed("by", By::parse).orElse(List.of()));
    }

    /** Whether a gazetteer says what belongs to what. */
    boolean namesPlaces() {
        return filter.city().isPresent() || by.contains(By.CITY) || by.contains(By.DISTRICT);
    }

    /** Whether SQL alone can answer it. */
    boolean isPlain() {
        return !filter.needsNames() && by.stream().allMatch(By::isPlain);
    }
}
