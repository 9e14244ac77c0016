package org.casualtyledger.api.resolution;

import java.util.Optional;
import org.casualtyledger.events.PlaceResolved.ResolvedPlace;
import org.casualtyledger.gazetteer.Gazetteer;
import org.casualtyledger.gazetteer.GazetteerPlace;

/**
 * Place ⊂ city ⊂ district ⊂ province, as an event carries it. The gazetteer has no names of
 * divisions, so a province is called after its seat and GeoNames' code, as "Ar Raqqah (SY.04)", and
 * a district alike, as "Ath Thawrah (SY.04.172)", where its seat has a code.
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
                gazetteer.districtSeat(place).map(Hierarchy::district),
                place.admin1()
                        .flatMap(code -> gazetteer.provinceSeat(place.country(), code))
                        .map(Hierarchy::province),
                place.country());
    }

    private static String province(GazetteerPlace seat) {
        return seat.name() + " (" + seat.country() + "." + seat.admin1().orElse("") + ")";
    }

    private static String district(GazetteerPlace seat) {
        Optional<String> second = seat.admin2().map(code -> "." + code);
        return seat.name()
                + " ("
                + seat.country()
                + seat.admin1().map(code -> "." + code).orElse("")
                + second.orElse("")
                + ")";
    }
}
