package org.casualtyledger.projections.series;

import java.util.List;
import java.util.Optional;

/**
 * What makes one series: who says it, of which area.
 *
 * @param kind {@code aggregate} or {@code cumulative}
 */
record SeriesKey(
        String organisation,
        Optional<String> claimant,
        String kind,
        String theatre,
        Optional<String> country,
        List<String> admin,
        Optional<String> settlement) {
    SeriesKey {
        admin = List.copyOf(admin);
    }

    boolean isCumulative() {
        return kind.equals("cumulative");
    }
}
