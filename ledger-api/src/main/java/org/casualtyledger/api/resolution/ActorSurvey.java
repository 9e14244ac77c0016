package org.casualtyledger.api.resolution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.casualtyledger.events.ActorId;
import org.casualtyledger.events.ActorResolved;
import org.casualtyledger.events.ResolutionMethod;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.gazetteer.ActorMatch;
import org.casualtyledger.gazetteer.ActorMatcher;
import org.casualtyledger.gazetteer.ActorSuggestion;
import org.casualtyledger.gazetteer.KnownActor;

/**
 * What the registry says to the actors of a survey. Pure.
 *
 * @param names how many distinct names there are
 * @param before how many stand for an actor already
 * @param now those that the registry resolves
 * @param left those that are for a person, the most reported first
 */
record ActorSurvey(int names, int before, Map<String, ActorResolved> now, List<Left> left) {
    /** Nobody resolved it, and no match is the only one. */
    record Left(String stated, int reports, List<ActorSuggestion> suggestions) {}

    static ActorSurvey of(Survey survey, Optional<TheatreId> theatre) {
        ActorMatcher matcher = new ActorMatcher(known(survey));
        Map<String, Integer> names = survey.actorNames(theatre);
        Map<String, ActorResolved> now = new LinkedHashMap<>();
        List<Left> left = new ArrayList<>();
        int before = 0;
        for (Map.Entry<String, Integer> name : names.entrySet()) {
            Optional<ActorResolved> resolution = survey.resolution(name.getKey());
            if (resolution.isPresent() && resolution.get().actor().isPresent()) {
                before++;
            } else if (resolution.isEmpty()
                    || resolution.get().method() != ResolutionMethod.REVIEWED) {
                match(name, matcher, now, left);
            }
        }
        left.sort((a, b) -> Integer.compare(b.reports(), a.reports()));
        return new ActorSurvey(names.size(), before, now, left);
    }

    private static void match(
            Map.Entry<String, Integer> name,
            ActorMatcher matcher,
            Map<String, ActorResolved> now,
            List<Left> left) {
        String stated = name.getKey();
        switch (matcher.match(stated)) {
            case ActorMatch.Automatic match ->
                    now.put(
                            stated,
                            new ActorResolved(
                                    stated,
                                    Optional.of(new ActorId(match.actor().id())),
                                    ResolutionMethod.AUTOMATIC,
                                    List.of()));
            case ActorMatch.Ambiguous(List<ActorSuggestion> suggestions) ->
                    left.add(new Left(stated, name.getValue(), suggestions));
            case ActorMatch.Suggestions(List<ActorSuggestion> suggestions) ->
                    left.add(new Left(stated, name.getValue(), suggestions));
            case ActorMatch.Nothing _ -> left.add(new Left(stated, name.getValue(), List.of()));
        }
    }

    private static List<KnownActor> known(Survey survey) {
        return survey.registered().stream()
                .map(entry -> new KnownActor(entry.actor().value(), entry.name(), entry.aliases()))
                .toList();
    }
}
