package org.casualtyledger.events.claim;

import java.util.List;
import java.util.Optional;

/**
 * A place as stated.
 *
 * @param name as the claim spells it
 * @param admin the admin path as stated, from the province downwards; may be empty
 * @param country as stated; a dataset's country is no theatre
 */
public record Place(
        String name,
        List<String> admin,
        Optional<String> country,
        Optional<Point> point,
        PlacePrecision precision) {
    public Place {
        admin = List.copyOf(admin);
    }
}
