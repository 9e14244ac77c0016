package org.casualtyledger.projections.registries;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.casualtyledger.edge.Parameters;
import org.casualtyledger.edge.Problem;
import org.casualtyledger.edge.RequiresScope;
import org.casualtyledger.edge.Scope;
import org.casualtyledger.events.json.Json;
import org.casualtyledger.gazetteer.Gazetteer;
import org.casualtyledger.gazetteer.GazetteerPlace;
import org.casualtyledger.gazetteer.Match;
import org.casualtyledger.projections.edge.Answers;
import org.casualtyledger.projections.edge.Etag;
import org.casualtyledger.projections.edge.ReadPositions;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code GET /v1/places} finds places of the gazetteer by a name in any script; {@code
 * /v1/places/{id}} also says which stated names stand for a place, as of a position.
 */
@RestController
final class PlacesController {
    private static final int DEFAULT_LIMIT = 20;
    private static final int LIMIT = 200;

    private final PlaceResolutions resolutions;
    private final ReadPositions positions;

    PlacesController(PlaceResolutions resolutions, ReadPositions positions) {
        this.resolutions = resolutions;
        this.positions = positions;
    }

    @RequiresScope(value = Scope.READ, openWithPublicTallies = true)
    @GetMapping("/v1/places")
    ResponseEntity<byte[]> search(HttpServletRequest request) {
        Parameters parameters = new Parameters(request);
        Optional<String> name = parameters.text("q");
        if (name.isEmpty() && request.getParameter("q") == null) {
            parameters.fault("q", "missing", "a name to look for");
        }
        Optional<String> country = parameters.parsed("country", PlacesController::country);
        int limit = (int) parameters.number("limit", 1, LIMIT).orElse(DEFAULT_LIMIT);
        parameters.done();
        Gazetteer gazetteer = Gazetteer.bundled();
        String question = name.orElseThrow() + "|" + country + "|" + limit;
        return Answers.json(
                request,
                Etag.of(0, gazetteer.sha256() + question),
                () -> found(gazetteer, gazetteer.search(name.get(), country, limit)));
    }

    private static String country(String stated) {
        return Gazetteer.countryCode(stated)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "must be a country of the gazetteer, by its name or ISO code"));
    }

    private static ObjectNode found(Gazetteer gazetteer, List<Match> matches) {
        ObjectNode json = Json.object();
        ArrayNode places = json.putArray("places");
        for (Match match : matches) {
            places.add(
                    PlaceJson.write(gazetteer, match.place())
                            .put("matchedName", match.matchedName())
                            .put("exact", match.exact()));
        }
        json.set("gazetteer", PlaceJson.source(gazetteer));
        return json;
    }

    @RequiresScope(value = Scope.READ, openWithPublicTallies = true)
    @GetMapping("/v1/places/{id}")
    ResponseEntity<byte[]> one(@PathVariable String id, HttpServletRequest request) {
        Parameters parameters = new Parameters(request);
        ReadPositions.Wanted wanted = ReadPositions.read(parameters);
        parameters.done();
        Gazetteer gazetteer = Gazetteer.bundled();
        GazetteerPlace place =
                Optional.of(id)
                        .filter(text -> text.matches("[0-9]{1,18}"))
                        .flatMap(text -> gazetteer.byId(Long.parseLong(text)))
                        .orElseThrow(
                                () ->
                                        Problem.notFound("The gazetteer has no place " + id + ".")
                                                .asException());
        long position = positions.resolve(wanted).orElseGet(positions::latest);
        return Answers.json(
                request,
                Etag.of(position, gazetteer.sha256() + id),
                () -> {
                    ObjectNode json = PlaceJson.write(gazetteer, place);
                    gazetteer.namesOf(place.id()).forEach(json.putArray("names")::add);
                    ArrayNode stated = json.putArray("stated");
                    resolutions
                            .to(place.id(), position)
                            .forEach(r -> stated.add(PlaceJson.stated(r)));
                    json.set("gazetteer", PlaceJson.source(gazetteer));
                    return json.put("position", position);
                });
    }
}
