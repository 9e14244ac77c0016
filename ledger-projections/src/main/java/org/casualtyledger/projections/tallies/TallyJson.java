package org.casualtyledger.projections.tallies;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import org.casualtyledger.counting.Measures;
import org.casualtyledger.counting.Methodology;
import org.casualtyledger.events.json.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An answer as JSON. */
final class TallyJson {
    static final String NOTE =
            "min and max are bounds on what was documented, not a confidence interval";

    private TallyJson() {}

    static byte[] write(TallyAnswer answer, List<By> by, Methodology methodology) {
        ObjectNode json = Json.object();
        ArrayNode rows = json.putArray("rows");
        for (TallyAnswer.Group group : answer.rows()) {
            rows.add(row(TallyRow.of(by, group.values()), group.measures()));
        }
        json.set("total", answer.total().json());
        answer.overlapping().ifPresent(measures -> json.set("overlapping", measures.json()));
        json.put("position", answer.position());
        json.putObject("methodology")
                .put("name", methodology.name())
                .put("version", methodology.version())
                .put("semantics", methodology.semantics())
                .put("hash", methodology.hash());
        json.put("note", NOTE);
        return json.toString().getBytes(UTF_8);
    }

    private static ObjectNode row(TallyRow row, Measures measures) {
        ObjectNode json = Json.object();
        row.fields().forEach((name, value) -> put(json, name, value));
        if (row.residual()) {
            json.put("residual", true);
        }
        json.setAll(measures.json());
        return json;
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
