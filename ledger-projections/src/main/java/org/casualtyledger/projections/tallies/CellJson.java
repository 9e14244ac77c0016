package org.casualtyledger.projections.tallies;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.casualtyledger.counting.Attribution;
import org.casualtyledger.counting.CellKey;
import org.casualtyledger.counting.Period;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.json.Json;
import org.casualtyledger.projections.edge.Unlocated;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A cell as people and programs read it. */
final class CellJson {
    private CellJson() {}

    static void write(ObjectNode json, CellKey cell) {
        placeAndMonth(json, cell);
        json.put("theatre", cell.theatre().value());
        json.put("grade", cell.grade().code());
        ArrayNode actors = json.putArray("actors");
        for (Attribution actor : cell.actors()) {
            actors.addObject().put("name", actor.actor()).put("role", actor.role().code());
        }
        ArrayNode organisations = json.putArray("organisations");
        cell.organisations().stream().map(OrganisationId::value).forEach(organisations::add);
    }

    static void placeAndMonth(ObjectNode json, CellKey cell) {
        json.put(
                "place",
                cell.place()
                        .settlement()
                        .orElseGet(
                                () -> Unlocated.in(cell.place().country(), cell.place().admin())));
        ArrayNode admin = json.putArray("admin");
        cell.place().admin().forEach(admin::add);
        json.put("country", cell.place().country().orElse(null));
        json.put("precision", cell.place().precision());
        json.put("month", month(cell.period()));
    }

    /** By its name in digests, so that whoever adds cells up can tell them apart. */
    static JsonNode named(CellKey cell) {
        try {
            return Json.parseCanonical(cell.name().getBytes(UTF_8));
        } catch (Json.Malformed e) {
            throw new IllegalStateException("a cell's name is no JSON: " + cell.name(), e);
        }
    }

    static String month(Period period) {
        String first = Period.text(period.first());
        return period.first().equals(period.last())
                ? first
                : "spans " + first + "…" + Period.text(period.last());
    }
}
