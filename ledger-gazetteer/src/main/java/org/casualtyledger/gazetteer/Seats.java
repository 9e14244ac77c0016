package org.casualtyledger.gazetteer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The seats of one country's divisions. */
final class Seats {
    /** A capital before other seats, then the most populous. */
    private static final Comparator<NamedPlace> FOREMOST =
            Comparator.<NamedPlace, Boolean>comparing(p -> !p.place().feature().equals("PPLC"))
                    .thenComparing(NamedPlace::place, Gazetteer.MOST_POPULOUS);

    private record District(String admin1, String admin2) {}

    private final Map<String, NamedPlace> provinces = new HashMap<>();
    private final Map<District, NamedPlace> districts = new HashMap<>();
    private final Map<String, List<NamedPlace>> inProvince = new HashMap<>();
    private final Map<String, Set<Long>> byDivisionName = new HashMap<>();

    Seats(List<NamedPlace> places) {
        for (NamedPlace named : places) {
            GazetteerPlace place = named.place();
            if (place.admin1().isEmpty() || !(place.isProvinceSeat() || place.isDistrictSeat())) {
                continue;
            }
            for (String name : named.names()) {
                byDivisionName
                        .computeIfAbsent(AdminAgreement.division(name), _ -> new HashSet<>(2))
                        .add(place.id());
            }
            String admin1 = place.admin1().get();
            inProvince.computeIfAbsent(admin1, _ -> new ArrayList<>()).add(named);
            if (place.isProvinceSeat()) {
                provinces.merge(admin1, named, Seats::foremost);
            } else if (place.admin2().isPresent()) {
                districts.merge(new District(admin1, place.admin2().get()), named, Seats::foremost);
            }
        }
    }

    Optional<NamedPlace> province(String admin1) {
        return Optional.ofNullable(provinces.get(admin1));
    }

    /** The ids of the seats whose name is that of the division. */
    Set<Long> bearing(String division) {
        return byDivisionName.getOrDefault(division, Set.of());
    }

    boolean haveProvinceAmong(Set<Long> ids) {
        return provinces.values().stream().anyMatch(seat -> ids.contains(seat.place().id()));
    }

    Optional<NamedPlace> district(GazetteerPlace place) {
        if (place.admin1().isEmpty()) {
            return Optional.empty();
        }
        String admin1 = place.admin1().get();
        return place.admin2()
                .map(admin2 -> districts.get(new District(admin1, admin2)))
                .or(() -> nearestSeat(place, admin1));
    }

    private Optional<NamedPlace> nearestSeat(GazetteerPlace place, String admin1) {
        return inProvince.getOrDefault(admin1, List.of()).stream()
                .min(
                        Comparator.<NamedPlace>comparingLong(
                                        seat -> seat.place().metresTo(place.latE6(), place.lonE6()))
                                .thenComparing(FOREMOST));
    }

    private static NamedPlace foremost(NamedPlace a, NamedPlace b) {
        return FOREMOST.compare(a, b) <= 0 ? a : b;
    }
}
