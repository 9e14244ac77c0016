package org.casualtyledger.api.resolution;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.casualtyledger.events.PlaceResolved;
import org.casualtyledger.events.ResolutionMethod;
import org.casualtyledger.events.StatedName;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.claim.PlacePrecision;
import org.casualtyledger.gazetteer.Gazetteer;
import org.casualtyledger.gazetteer.GazetteerPlace;
import org.casualtyledger.gazetteer.PlaceMatch;
import org.casualtyledger.gazetteer.PlaceMatcher;
import org.casualtyledger.gazetteer.StatedPlace;
import org.casualtyledger.gazetteer.StatedPoint;
import org.casualtyledger.gazetteer.Suggestion;

/**
 * What the gazetteer says to the settlements of a survey. Pure.
 *
 * @param settlements how many there are
 * @param before those that stand for a place already
 * @param now those that the gazetteer resolves
 * @param left those that are for a person, the most reported first
 * @param wrong those resolved automatically that would not be today: a later report states the same
 *     name farther away than the matching allows
 */
record PlaceSurvey(
        int settlements,
        Set<StatedName> before,
        Map<StatedName, PlaceResolved> now,
        List<Left> left,
        List<Wrong> wrong) {
    /** Nobody resolved it, and no match is the only one. */
    record Left(StatedName stated, int reports, List<Suggestion> suggestions) {}

    record Wrong(StatedName stated, GazetteerPlace place, long distanceMetres) {}

    static PlaceSurvey of(Survey survey, Optional<TheatreId> theatre, Gazetteer gazetteer) {
        PlaceMatcher matcher = new PlaceMatcher(gazetteer);
        Set<StatedName> before = new HashSet<>();
        Map<StatedName, PlaceResolved> now = new LinkedHashMap<>();
        List<Left> left = new ArrayList<>();
        List<Wrong> wrong = new ArrayList<>();
        List<Survey.Settlement> settlements = survey.settlements(theatre);
        for (Survey.Settlement settlement : settlements) {
            Optional<PlaceResolved> known = survey.resolution(settlement.name());
            if (known.isPresent() && known.get().resolved().isPresent()) {
                before.add(settlement.name());
                tooFar(settlement, known.get(), gazetteer).ifPresent(wrong::add);
            } else if (known.isEmpty() || known.get().method() != ResolutionMethod.REVIEWED) {
                switch (matcher.match(stated(settlement))) {
                    case PlaceMatch.Automatic match ->
                            now.put(settlement.name(), resolved(settlement, match, gazetteer));
                    case PlaceMatch.Ambiguous(List<Suggestion> suggestions) ->
                            left.add(left(settlement, suggestions));
                    case PlaceMatch.Suggestions(List<Suggestion> suggestions) ->
                            left.add(left(settlement, suggestions));
                    case PlaceMatch.Nothing _ -> left.add(left(settlement, List.of()));
                }
            }
            // What a person found to stand for none that is known is not tried again.
        }
        left.sort((a, b) -> Integer.compare(b.reports(), a.reports()));
        return new PlaceSurvey(settlements.size(), before, now, left, wrong);
    }

    private static Left left(Survey.Settlement settlement, List<Suggestion> suggestions) {
        return new Left(settlement.name(), settlement.reports(), suggestions);
    }

    private static StatedPlace stated(Survey.Settlement settlement) {
        List<StatedPoint> points = new ArrayList<>();
        int radius = 0;
        for (Survey.Stated stated : settlement.points()) {
            points.add(new StatedPoint(stated.point().latE6(), stated.point().lonE6()));
            radius = Math.max(radius, radius(stated));
        }
        StatedName name = settlement.name();
        return new StatedPlace(name.name(), name.admin(), name.country(), points, radius);
    }

    private static int radius(Survey.Stated stated) {
        return stated.precision() == PlacePrecision.NEAR
                ? StatedPlace.NEAR_RADIUS_METRES
                : StatedPlace.EXACT_RADIUS_METRES;
    }

    private static PlaceResolved resolved(
            Survey.Settlement settlement, PlaceMatch.Automatic match, Gazetteer gazetteer) {
        return new PlaceResolved(
                settlement.name(),
                Optional.of(Hierarchy.of(gazetteer, match.place())),
                Optional.of(gazetteer.sha256()),
                ResolutionMethod.AUTOMATIC,
                OptionalInt.of((int) match.distanceMetres()),
                List.of());
    }

    /** A reviewer may have had reasons; what the rule alone decided has to keep to the rule. */
    private static Optional<Wrong> tooFar(
            Survey.Settlement settlement, PlaceResolved known, Gazetteer gazetteer) {
        if (known.method() != ResolutionMethod.AUTOMATIC) {
            return Optional.empty();
        }
        return known.resolved()
                .flatMap(resolved -> gazetteer.byId(resolved.place()))
                .flatMap(place -> farthestBeyond(settlement, place));
    }

    private static Optional<Wrong> farthestBeyond(
            Survey.Settlement settlement, GazetteerPlace place) {
        return settlement.points().stream()
                .map(stated -> place.metresTo(stated.point().latE6(), stated.point().lonE6()))
                .max(Long::compare)
                .filter(distance -> distance > PlaceMatcher.TOLERANCE_METRES)
                .map(distance -> new Wrong(settlement.name(), place, distance));
    }
}
