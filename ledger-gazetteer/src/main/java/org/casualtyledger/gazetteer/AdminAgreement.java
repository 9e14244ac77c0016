package org.casualtyledger.gazetteer;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether a place lies in the divisions that were stated. The gazetteer knows divisions by their
 * seats alone, so a division is taken for the one whose seat bears its name: true of most provinces
 * ("Idlib Governorate"), and not of those named after a region ("Rif Dimashq"), of which nothing is
 * said.
 */
enum AdminAgreement {
    AGREES,
    DIFFERS,
    UNKNOWN;

    /** What divisions are called, folded; not what tells one from another. */
    private static final Set<String> DIVISION_WORDS =
            Set.of(
                    "governorate",
                    "province",
                    "district",
                    "subdistrict",
                    "region",
                    "state",
                    "oblast",
                    "raion",
                    "county",
                    "department",
                    "municipality",
                    "markaz",
                    "mintaqat",
                    "muhafazat",
                    "of",
                    "محافظه",
                    "منطقه",
                    "ناحيه",
                    "область");

    static AdminAgreement of(List<String> admin, GazetteerPlace place, Seats seats) {
        if (admin.isEmpty()) {
            return UNKNOWN;
        }
        Optional<NamedPlace> province = place.admin1().flatMap(seats::province);
        Set<Long> namesakes = seats.bearing(division(admin.getFirst()));
        if (province.filter(seat -> namesakes.contains(seat.place().id())).isPresent()) {
            return AGREES;
        }
        if (admin.size() > 1) {
            Set<Long> districts = seats.bearing(division(admin.get(1)));
            if (seats.district(place).filter(s -> districts.contains(s.place().id())).isPresent()) {
                return AGREES;
            }
        }
        return province.isPresent() && seats.haveProvinceAmong(namesakes) ? DIFFERS : UNKNOWN;
    }

    /** The fold of a division's name without the words that say what kind of division it is. */
    static String division(String name) {
        return Letters.words(Names.fold(name)).stream()
                .filter(word -> !DIVISION_WORDS.contains(word))
                .collect(Collectors.joining(" "));
    }
}
