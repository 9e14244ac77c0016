package org.casualtyledger.events;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A settlement's stated name stands for a place of a gazetteer. Carries what tallies need, so that
 * nobody needs the gazetteer to count.
 *
 * @param resolved empty: it stands for none that is known, and an earlier resolution is taken back
 * @param gazetteer SHA-256 of the gazetteer, in lower-case hexadecimal
 * @param distanceMetres from the stated point to the place; the largest, where several were stated
 */
public record PlaceResolved(
        StatedName stated,
        Optional<ResolvedPlace> resolved,
        Optional<String> gazetteer,
        ResolutionMethod method,
        OptionalInt distanceMetres,
        List<String> sd)
        implements ResolutionEvent {
    public PlaceResolved {
        sd = List.copyOf(sd);
    }

    /**
     * Place ⊂ city ⊂ district ⊂ province.
     *
     * @param place the gazetteer's id
     * @param city the id of the city that holds it; itself, unless it is a part of a city
     */
    public record ResolvedPlace(
            long place,
            String name,
            long city,
            String cityName,
            Optional<String> district,
            Optional<String> province,
            String country) {}
}
