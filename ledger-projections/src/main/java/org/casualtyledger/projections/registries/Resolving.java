package org.casualtyledger.projections.registries;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.casualtyledger.events.json.Json;
import org.casualtyledger.gazetteer.ActorMatch;
import org.casualtyledger.gazetteer.ActorMatcher;
import org.casualtyledger.gazetteer.ActorSuggestion;
import org.casualtyledger.gazetteer.Gazetteer;
import org.casualtyledger.gazetteer.KnownActor;
import org.casualtyledger.gazetteer.PlaceMatch;
import org.casualtyledger.gazetteer.PlaceMatcher;
import org.casualtyledger.gazetteer.Suggestion;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What stated names stand for under the rules of a position, and what they may stand for. */
final class Resolving {
    private final PlaceResolutions places;
    private final StatedNames names;
    private final Actors actors;

    Resolving(PlaceResolutions places, StatedNames names, Actors actors) {
        this.places = places;
        this.names = names;
        this.actors = actors;
    }

    /** How a name stands. One that several may be meant by is unresolved, too. */
    enum Status {
        RESOLVED,
        UNRESOLVED,
        AMBIGUOUS;

        static Status parse(String text) {
            return switch (text) {
                case "resolved" -> RESOLVED;
                case "unresolved" -> UNRESOLVED;
                case "ambiguous" -> AMBIGUOUS;
                default ->
                        throw new IllegalArgumentException(
                                "must be resolved, unresolved or ambiguous");
            };
        }

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One name's row of an answer. */
    record Row(Set<Status> statuses, ObjectNode json) {
        boolean is(Status status) {
            return statuses.contains(status);
        }
    }

    Function<StatedNames.Settlement, Row> places(long rules) {
        Map<String, PlaceResolutions.Held> held = new HashMap<>();
        places.asOf(rules).forEach(h -> held.put(h.statedKey(), h));
        PlaceMatcher matcher = new PlaceMatcher(Gazetteer.bundled());
        return settlement ->
                place(settlement, Optional.ofNullable(held.get(settlement.name().key())), matcher);
    }

    private static Row place(
            StatedNames.Settlement settlement,
            Optional<PlaceResolutions.Held> held,
            PlaceMatcher matcher) {
        ObjectNode json = Json.object();
        json.set("stated", PlaceJson.key(settlement.name().key()));
        json.put("incidents", settlement.incidents());
        ArrayNode points = json.putArray("points");
        settlement
                .points()
                .forEach(p -> points.addObject().put("latE6", p.latE6()).put("lonE6", p.lonE6()));
        held.ifPresentOrElse(
                h -> json.set("resolution", PlaceJson.resolution(h)),
                () -> json.putNull("resolution"));
        if (held.flatMap(PlaceResolutions.Held::resolved).isPresent()) {
            return row(json, EnumSet.of(Status.RESOLVED));
        }
        PlaceMatch match = matcher.match(settlement.place());
        ArrayNode suggestions = json.putArray("suggestions");
        suggestions(match).forEach(s -> suggestions.add(suggestion(s)));
        if (match instanceof PlaceMatch.Automatic automatic) {
            suggestions.add(
                    PlaceJson.write(Gazetteer.bundled(), automatic.place())
                            .put("matchedName", automatic.matchedName())
                            .put("distanceMetres", automatic.distanceMetres())
                            .put("automatic", true));
        }
        return row(
                json,
                match instanceof PlaceMatch.Ambiguous
                        ? EnumSet.of(Status.UNRESOLVED, Status.AMBIGUOUS)
                        : EnumSet.of(Status.UNRESOLVED));
    }

    private static List<Suggestion> suggestions(PlaceMatch match) {
        return switch (match) {
            case PlaceMatch.Ambiguous ambiguous -> ambiguous.suggestions();
            case PlaceMatch.Suggestions similar -> similar.suggestions();
            case PlaceMatch.Automatic _, PlaceMatch.Nothing _ -> List.of();
        };
    }

    private static ObjectNode suggestion(Suggestion suggestion) {
        ObjectNode json = PlaceJson.write(Gazetteer.bundled(), suggestion.place());
        json.put("matchedName", suggestion.matchedName());
        if (suggestion.distanceMetres().isPresent()) {
            json.put("distanceMetres", suggestion.distanceMetres().getAsLong());
        }
        json.put("score", suggestion.score());
        suggestion.reasons().forEach(json.putArray("reasons")::add);
        return json;
    }

    Function<StatedNames.StatedActor, Row> actors(long rules) {
        Map<String, StatedNames.ResolvedActor> held = names.actorResolutions(rules);
        ActorMatcher matcher =
                new ActorMatcher(
                        actors.asOf(rules, Optional.empty()).stream()
                                .map(a -> new KnownActor(a.id(), a.name(), a.aliases()))
                                .toList());
        return stated -> actor(stated, Optional.ofNullable(held.get(stated.name())), matcher);
    }

    private static Row actor(
            StatedNames.StatedActor stated,
            Optional<StatedNames.ResolvedActor> held,
            ActorMatcher matcher) {
        ObjectNode json = Json.object();
        json.put("stated", stated.name());
        json.put("incidents", stated.incidents());
        json.put("alleged", stated.alleged());
        held.ifPresentOrElse(
                h ->
                        json.putObject("resolution")
                                .put("actor", h.actor().orElse(null))
                                .put("method", h.method())
                                .put("since", h.since()),
                () -> json.putNull("resolution"));
        if (held.flatMap(StatedNames.ResolvedActor::actor).isPresent()) {
            return row(json, EnumSet.of(Status.RESOLVED));
        }
        ActorMatch match = matcher.match(stated.name());
        ArrayNode suggestions = json.putArray("suggestions");
        switch (match) {
            case ActorMatch.Automatic a ->
                    suggestions
                            .addObject()
                            .put("actor", a.actor().id())
                            .put("matchedName", a.matchedName())
                            .put("automatic", true);
            case ActorMatch.Ambiguous a ->
                    a.suggestions().forEach(s -> suggestions.add(suggestion(s)));
            case ActorMatch.Suggestions s ->
                    s.suggestions().forEach(one -> suggestions.add(suggestion(one)));
            case ActorMatch.Nothing _ -> {}
        }
        return row(
                json,
                match instanceof ActorMatch.Ambiguous
                        ? EnumSet.of(Status.UNRESOLVED, Status.AMBIGUOUS)
                        : EnumSet.of(Status.UNRESOLVED));
    }

    private static ObjectNode suggestion(ActorSuggestion suggestion) {
        ObjectNode json = Json.object();
        json.put("actor", suggestion.actor().id());
        json.put("name", suggestion.actor().name());
        json.put("matchedName", suggestion.matchedName());
        json.put("score", suggestion.similarityPermille());
        suggestion.reasons().forEach(json.putArray("reasons")::add);
        return json;
    }

    private static Row row(ObjectNode json, EnumSet<Status> statuses) {
        Status shown =
                statuses.contains(Status.AMBIGUOUS) ? Status.AMBIGUOUS : statuses.iterator().next();
        return new Row(statuses, json.put("status", shown.code()));
    }
}
