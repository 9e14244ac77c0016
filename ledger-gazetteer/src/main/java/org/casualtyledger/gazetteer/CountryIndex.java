package org.casualtyledger.gazetteer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The places of one country by the folds of their names, by parts of them, and by where they are.
 */
final class CountryIndex {
    /**
     * A name of a place. Names of one place that fold alike are one.
     *
     * @param fold of the name
     */
    record Bearer(NamedPlace place, String name, String fold) {}

    private final List<Bearer> bearers = new ArrayList<>();
    private final Map<String, List<Bearer>> byFold = new HashMap<>();
    private final Map<Long, List<Bearer>> byPlace = new HashMap<>();
    private final Lazy<Trigrams> trigrams;
    private final Lazy<Grid> grid;
    private final Lazy<Seats> seats;

    CountryIndex(List<NamedPlace> places) {
        for (NamedPlace place : places) {
            Map<String, String> names = new LinkedHashMap<>();
            place.names().forEach(name -> names.putIfAbsent(Names.fold(name), name));
            names.forEach(
                    (fold, name) -> {
                        Bearer bearer = new Bearer(place, name, fold);
                        bearers.add(bearer);
                        byPlace.computeIfAbsent(place.place().id(), _ -> new ArrayList<>(4))
                                .add(bearer);
                        byFold.computeIfAbsent(fold, _ -> new ArrayList<>(1)).add(bearer);
                    });
        }
        // A search needs none of these.
        trigrams = new Lazy<>(() -> new Trigrams(bearers.stream().map(Bearer::fold).toList()));
        grid = new Lazy<>(() -> new Grid(places));
        seats = new Lazy<>(() -> new Seats(places));
    }

    /** The places that bear the name, each once. */
    List<Bearer> bearing(String fold) {
        return byFold.getOrDefault(fold, List.of());
    }

    /** The names of one place, each fold once. */
    List<Bearer> namesOf(NamedPlace place) {
        return byPlace.getOrDefault(place.place().id(), List.of());
    }

    /** Names that have most in common with the fold, at most so many. */
    List<Bearer> resembling(String fold, int limit) {
        return trigrams.get().closest(fold, limit).stream().map(bearers::get).toList();
    }

    /** Places at most so far from the point, the nearest first. */
    List<NamedPlace> near(int latE6, int lonE6, int metres) {
        return grid.get().near(latE6, lonE6, metres);
    }

    Seats seats() {
        return seats.get();
    }

    /** Each place by its best name, in no order. */
    List<NameHit> search(String fold) {
        Map<Long, NameHit> best = new HashMap<>();
        for (Bearer bearer : bearers) {
            int at = bearer.fold().indexOf(fold);
            if (at >= 0) {
                NameHit.Kind kind = kind(bearer.fold(), fold, at);
                GazetteerPlace place = bearer.place().place();
                Match match = new Match(place, bearer.name(), kind == NameHit.Kind.EXACT);
                best.merge(
                        place.id(),
                        new NameHit(match, kind),
                        (a, b) -> a.kind().compareTo(b.kind()) <= 0 ? a : b);
            }
        }
        return List.copyOf(best.values());
    }

    private static NameHit.Kind kind(String fold, String sought, int at) {
        if (at > 0) {
            return NameHit.Kind.CONTAINED;
        }
        return fold.length() == sought.length() ? NameHit.Kind.EXACT : NameHit.Kind.PREFIX;
    }
}
