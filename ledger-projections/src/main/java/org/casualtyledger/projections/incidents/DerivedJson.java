package org.casualtyledger.projections.incidents;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.casualtyledger.counting.Attribution;
import org.casualtyledger.counting.Contribution;
import org.casualtyledger.counting.Derivation;
import org.casualtyledger.counting.Methodology;
import org.casualtyledger.events.claim.ActorRole;
import org.casualtyledger.events.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a methodology makes of an incident, and how, as JSON. */
final class DerivedJson {
    private DerivedJson() {}

    static ObjectNode write(Incident incident, Derivation derivation) {
        ObjectNode json = Json.object();
        json.set("methodology", methodology(incident.methodology()));
        json.put("verdict", derivation.verdict().code());
        json.put("rule", derivation.rule());
        json.put("grade", derivation.grade().code());
        derivation.disputed().forEach(json.putArray("disputed")::add);
        json.set("measures", derivation.measures().json());
        derivation.used().forEach(report -> used(json).add(report.toString()));
        used(json);
        ArrayNode leftOut = json.putArray("leftOut");
        for (Derivation.LeftOut left : derivation.leftOut()) {
            leftOut.addObject()
                    .put("report", left.report().toString())
                    .put("why", left.why().code());
        }
        json.set("actors", actors(derivation.actors()));
        ArrayNode cells = json.putArray("cells");
        derivation.contributions().forEach(c -> cells.add(cell(c)));
        return json;
    }

    private static ArrayNode used(ObjectNode json) {
        return json.withArrayProperty("used");
    }

    static ObjectNode methodology(Methodology methodology) {
        return Json.object()
                .put("name", methodology.name())
                .put("version", methodology.version())
                .put("semantics", methodology.semantics())
                .put("hash", methodology.hash());
    }

    private static ArrayNode actors(List<Attribution> actors) {
        ArrayNode json = Json.array();
        for (Attribution actor : actors) {
            json.addObject()
                    .put("actor", actor.actor())
                    .put("role", actor.role() == ActorRole.ALLEGED ? "alleged" : "present");
        }
        return json;
    }

    /** The cell of tallies that it counts in. */
    private static ObjectNode cell(Contribution contribution) {
        ObjectNode json = Json.object();
        json.set("cell", name(contribution.cell().name()));
        json.set("measures", contribution.measures().json());
        return json;
    }

    private static JsonNode name(String canonical) {
        try {
            return Json.parseCanonical(canonical.getBytes(UTF_8));
        } catch (Json.Malformed e) {
            throw new IllegalStateException("a cell's name is JSON", e);
        }
    }
}
