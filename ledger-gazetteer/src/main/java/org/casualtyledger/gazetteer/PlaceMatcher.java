package org.casualtyledger.gazetteer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Matches places as stated with those of a gazetteer.
 *
 * <p>A match is automatic only if all of these hold: the country is known; every name that is
 * stated folds to a name of one place, the same one, and no other place of the country has a name
 * of that fold; at least one point was stated; and the place is at most {@link #TOLERANCE_METRES}
 * from every stated point. All else is left to a human, with suggestions. The gazetteer is not
 * complete: a village that it lacks, with the name of one that it has, is told from it by the point
 * alone.
 *
 * <p>The radius of a stated place widens what is suggested and not what is automatic. Where UCDP
 * says "near" a settlement, its point is still the settlement's: of 147 settlements of its Syrian
 * data for 2016 to 2019 whose name one place within 35 km bears, 145 lie within 2.3 km of it; the
 * two beyond, at 25 and 27 km, are other villages.
 */
public final class PlaceMatcher {
    /**
     * A town has an extent, and gazetteers put its point at different corners of it; UCDP and
     * GeoNames take theirs from different sources.
     */
    public static final int TOLERANCE_METRES = 10_000;

    /** More than a human would look through. */
    static final int MOST_SUGGESTIONS = 5;

    /** Names that share most with the stated one, which are then compared letter by letter. */
    private static final int MOST_RESEMBLING = 40;

    /** Places around a point whose names are compared, too: some names share no three letters. */
    private static final int MOST_NEARBY = 40;

    private final Gazetteer gazetteer;

    public PlaceMatcher(Gazetteer gazetteer) {
        this.gazetteer = gazetteer;
    }

    public PlaceMatch match(StatedPlace stated) {
        StatedName name = StatedName.of(stated.name());
        List<CountryIndex> countries =
                stated.country().map(Countries::searchedFor).orElse(List.of()).stream()
                        .map(gazetteer::index)
                        .toList();
        if (name.folds().isEmpty() || countries.isEmpty()) {
            return new PlaceMatch.Nothing();
        }
        Map<Long, Candidate> bearers = bearers(name, countries);
        if (bearers.size() == 1) {
            Candidate only = bearers.values().iterator().next();
            if (isAutomatic(stated, name, only)) {
                return new PlaceMatch.Automatic(
                        only.place(), only.name(), farthest(stated, only.place()).orElseThrow());
            }
        }
        if (bearers.size() > 1) {
            return new PlaceMatch.Ambiguous(ranked(stated, bearers, bearers.size()));
        }
        Map<Long, Candidate> candidates = similar(stated, name, countries);
        candidates.putAll(bearers);
        List<Suggestion> suggestions = ranked(stated, candidates, bearers.size());
        return suggestions.isEmpty()
                ? new PlaceMatch.Nothing()
                : new PlaceMatch.Suggestions(suggestions);
    }

    /** The distance from the farthest of the stated points, in metres; empty without a point. */
    static OptionalLong farthest(StatedPlace stated, GazetteerPlace place) {
        return stated.points().stream()
                .mapToLong(point -> place.metresTo(point.latE6(), point.lonE6()))
                .max();
    }

    static long allowedMetres(StatedPlace stated) {
        return (long) stated.radiusMetres() + TOLERANCE_METRES;
    }

    /** The only bearer of the name; of each name, where several are stated. */
    private static boolean isAutomatic(StatedPlace stated, StatedName name, Candidate only) {
        OptionalLong distance = farthest(stated, only.place());
        return distance.isPresent()
                && distance.getAsLong() <= TOLERANCE_METRES
                && name.folds().stream()
                        .allMatch(
                                fold ->
                                        only.country().bearing(fold).stream()
                                                .anyMatch(
                                                        b ->
                                                                b.place().place().id()
                                                                        == only.place().id()));
    }

    private static Map<Long, Candidate> bearers(StatedName name, List<CountryIndex> countries) {
        Map<Long, Candidate> found = new LinkedHashMap<>();
        for (CountryIndex country : countries) {
            for (String fold : name.folds()) {
                for (CountryIndex.Bearer bearer : country.bearing(fold)) {
                    found.putIfAbsent(
                            bearer.place().place().id(),
                            new Candidate(bearer.place().place(), bearer.name(), 1000, country));
                }
            }
        }
        return found;
    }

    private static Map<Long, Candidate> similar(
            StatedPlace stated, StatedName name, List<CountryIndex> countries) {
        Map<Long, Candidate> best = new HashMap<>();
        for (CountryIndex country : countries) {
            List<CountryIndex.Bearer> bearers = new ArrayList<>();
            name.folds().forEach(fold -> bearers.addAll(country.resembling(fold, MOST_RESEMBLING)));
            if (!stated.points().isEmpty()) {
                StatedPoint point = stated.points().getFirst();
                country.near(point.latE6(), point.lonE6(), TOLERANCE_METRES).stream()
                        .limit(MOST_NEARBY)
                        .forEach(place -> bearers.addAll(country.namesOf(place)));
            }
            for (CountryIndex.Bearer bearer : bearers) {
                int similarity = name.similarityPermille(bearer.fold());
                best.merge(
                        bearer.place().place().id(),
                        new Candidate(bearer.place().place(), bearer.name(), similarity, country),
                        (a, b) -> a.similarityPermille() >= b.similarityPermille() ? a : b);
            }
        }
        return best;
    }

    private static List<Suggestion> ranked(
            StatedPlace stated, Map<Long, Candidate> candidates, int bearers) {
        return candidates.values().stream()
                .filter(candidate -> candidate.isWorthALook(stated))
                .map(candidate -> Weighed.of(candidate, stated))
                .sorted()
                .limit(MOST_SUGGESTIONS)
                .map(weighed -> weighed.suggestion(bearers))
                .toList();
    }
}
