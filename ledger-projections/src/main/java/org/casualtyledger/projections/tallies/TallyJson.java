package org.casualtyledger.projections.tallies;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.casualtyledger.counting.Measures;
import org.casualtyledger.counting.Methodology;
import org.casualtyledger.events.json.Json;
import org.casualtyledger.projections.edge.Rules;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An answer as JSON. */
final class TallyJson {
    static final String NOTE =
            "min and max are bounds on what was documented, not a confidence interval";
    static final String EACH_ACTOR_NOTE =
            "an incident with several actors is in the row of each, so rows do not add up to the total";

    private TallyJson() {}

    static byte[] write(TallyAnswer answer, List<By> by, Stand stand, Doubts.Said doubt) {
        ObjectNode json = answer(answer, by);
        doubt(json, doubt);
        stand(json, stand.at(answer.position()));
        json.put("note", by.contains(By.EACH_ACTOR) ? NOTE + "; " + EACH_ACTOR_NOTE : NOTE);
        return json.toString().getBytes(UTF_8);
    }

    /** What is asked for alone: rows, total, parts, what overlaps. Follows from the log. */
    static ObjectNode answer(TallyAnswer answer, List<By> by) {
        ObjectNode json = Json.object();
        ArrayNode rows = json.putArray("rows");
        for (TallyAnswer.Group group : answer.rows()) {
            rows.add(row(TallyRow.of(by, group.values()), group));
        }
        if (by.contains(By.EACH_ACTOR)) {
            json.put("rowsAddUp", false);
        }
        json.set("total", answer.total().json());
        parts(json, answer.parts());
        answer.overlapping().ifPresent(measures -> json.set("overlapping", measures.json()));
        return json;
    }

    private static void doubt(ObjectNode json, Doubts.Said doubt) {
        switch (doubt) {
            case Doubts.Said.Nothing _ -> {}
            case Doubts.Said.TooMany _ -> json.putObject("openCandidates").put("tooMany", true);
            case Doubts.Said.This said -> {
                Doubt d = said.doubt();
                ObjectNode open = json.putObject("openCandidates");
                open.put("pairs", d.pairs()).put("incidents", d.incidents());
                open.putObject("killed").put("min", d.min()).put("max", d.max());
                open.putObject("couldBeCountedTwice").put("min", 0).put("max", d.twice());
            }
        }
    }

    /** What every answer about tallies says of itself. */
    static void stand(ObjectNode json, Stand stand) {
        json.put("position", stand.position());
        json.put("rules", stand.rules() == Rules.NOW ? "now" : "then");
        json.put("rulesPosition", stand.rulesPosition());
        methodology(json, stand.methodology());
    }

    static void methodology(ObjectNode json, Methodology methodology) {
        json.putObject("methodology")
                .put("name", methodology.name())
                .put("version", methodology.version())
                .put("semantics", methodology.semantics())
                .put("hash", methodology.hash());
    }

    private static void parts(ObjectNode json, Map<Part, Measures> parts) {
        for (Part part : Part.values()) {
            Optional.ofNullable(parts.get(part))
                    .ifPresent(measures -> json.set(part.code(), measures.json()));
        }
    }

    private static ObjectNode row(TallyRow row, TallyAnswer.Group group) {
        ObjectNode json = Json.object();
        fields(json, row);
        json.setAll(group.measures().json());
        parts(json, group.parts());
        return json;
    }

    static void fields(ObjectNode json, TallyRow row) {
        row.fields().forEach((name, value) -> put(json, name, value));
        if (row.residual()) {
            json.put("residual", true);
        }
    }

    private static void put(ObjectNode json, String name, Optional<Object> value) {
        if (value.isEmpty()) {
            json.putNull(name);
        } else if (value.get() instanceof List<?> list) {
            ArrayNode array = json.putArray(name);
            list.forEach(item -> array.add(item.toString()));
        } else {
            json.put(name, value.get().toString());
        }
    }
}
