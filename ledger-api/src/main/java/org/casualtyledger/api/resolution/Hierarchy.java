package org.casualtyledger.api.resolution;

import org.casualtyledger.events.PlaceResolved.ResolvedPlace;
import org.casualtyledger.gazetteer.Gazetteer;
import org.casualtyledger.gazetteer.GazetteerPlace;

/**
 * Place ⊂ city ⊂ district ⊂ province, as an event carries it: whoever counts needs no gazetteer.
 */
final class Hierarchy {
    private Hierarchy() {}

    static ResolvedPlace of(Gazetteer gazetteer, GazetteerPlace place) {
        GazetteerPlace city = gazetteer.cityOf(place);
        return new ResolvedPlace(
                place.id(),
                place.name(),
                city.id(),
                city.name(),
                gazetteer.districtName(place),
                gazetteer.provinceName(place),
                place.country());
    }
}
