package org.casualtyledger.projections.registries;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import org.casualtyledger.events.json.Json;
import org.casualtyledger.gazetteer.Gazetteer;
import org.casualtyledger.gazetteer.GazetteerPlace;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Places of the gazetteer, and resolutions, as JSON. */
final class PlaceJson {
    private PlaceJson() {}

    /** Place ⊂ city ⊂ district ⊂ province; the last two are named after their seats. */
    static ObjectNode write(Gazetteer gazetteer, GazetteerPlace place) {
        ObjectNode json = Json.object();
        json.put("id", place.id());
        json.put("name", place.name());
        GazetteerPlace city = gazetteer.cityOf(place);
        json.set("city", named(city));
        json.set("district", division(place.admin2(), gazetteer.districtSeat(place)));
        json.set(
                "province",
                division(
                        place.admin1(),
                        place.admin1()
                                .flatMap(code -> gazetteer.provinceSeat(place.country(), code))));
        json.put("country", place.country());
        json.putObject("point").put("latE6", place.latE6()).put("lonE6", place.lonE6());
        json.put("feature", place.feature());
        if (place.population() > 0) {
            json.put("population", place.population());
        }
        return json;
    }

    private static ObjectNode named(GazetteerPlace place) {
        return Json.object().put("id", place.id()).put("name", place.name());
    }

    private static ObjectNode division(Optional<String> code, Optional<GazetteerPlace> seat) {
        ObjectNode json = Json.object();
        json.put("code", code.orElse(null));
        seat.ifPresentOrElse(place -> json.set("seat", named(place)), () -> json.putNull("seat"));
        return json;
    }

    /** Which table, and how it has to be cited. */
    static ObjectNode source(Gazetteer gazetteer) {
        return Json.object()
                .put("sha256", gazetteer.sha256())
                .put("title", gazetteer.title())
                .put("licence", gazetteer.licence())
                .put("citation", gazetteer.citation());
    }

    static ObjectNode stated(PlaceResolutions.Held held) {
        ObjectNode json = Json.object();
        json.set("stated", key(held.statedKey()));
        json.set("resolution", resolution(held));
        return json;
    }

    static JsonNode key(String statedKey) {
        try {
            return Json.parseCanonical(statedKey.getBytes(UTF_8));
        } catch (Json.Malformed e) {
            throw new IllegalStateException("a stored key is JSON", e);
        }
    }

    /** Without a place: it stands for none that is known. */
    static ObjectNode resolution(PlaceResolutions.Held held) {
        ObjectNode json = Json.object();
        held.resolved()
                .ifPresentOrElse(
                        place -> {
                            json.put("place", place.place()).put("name", place.name());
                            json.put("city", place.city()).put("cityName", place.cityName());
                            json.put("district", place.district().orElse(null));
                            json.put("province", place.province().orElse(null));
                            json.put("country", place.country());
                        },
                        () -> json.putNull("place"));
        json.put("method", held.method());
        if (held.distanceMetres().isPresent()) {
            json.put("distanceMetres", held.distanceMetres().getAsInt());
        }
        held.gazetteer().ifPresent(sha256 -> json.put("gazetteer", sha256));
        return json.put("since", held.since());
    }
}
