package org.casualtyledger.projections.candidates;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.claim.PlacePrecision;
import org.casualtyledger.events.claim.Point;
import org.casualtyledger.events.claim.Range;

/**
 * One standing report of one incident, as far as a comparison needs it.
 *
 * @param where the places that it states
 * @param killed civilians killed, in total
 * @param injured civilians injured, in total
 * @param alleged who is alleged, as compared: {@code actor:} and the registered actor's id where
 *     the stated name stands for one, else the folded name
 * @param present other parties, likewise
 * @param sources as stored: a publisher, or a publisher, a tab and a date
 */
record Sighting(
        IncidentId incident,
        ReportId report,
        String organisation,
        LocalDate from,
        LocalDate to,
        List<Where> where,
        Range killed,
        Range injured,
        Set<String> alleged,
        Set<String> present,
        Set<String> sources) {
    /**
     * @param point only of a settlement
     * @param settlement its name, folded; empty for anything wider than "near a settlement"
     * @param area country, then the admin path from the province downwards, each folded
     */
    record Where(
            Optional<Point> point,
            PlacePrecision precision,
            Optional<String> settlement,
            List<String> area) {}
}
