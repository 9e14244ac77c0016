package org.casualtyledger.standalone.cli;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Any JSON, readable: names and values, indented; what is empty is left out. */
final class Outline {

    private Outline() {}

    static String of(JsonNode json) {
        List<String> lines = new ArrayList<>();
        add(json, "", lines);
        return String.join("\n", lines);
    }

    private static void add(JsonNode json, String indent, List<String> lines) {
        for (var property : json.properties()) {
            JsonNode value = property.getValue();
            if (value.isNull() || (value.isContainer() && value.isEmpty())) {
                continue;
            }
            String name = indent + property.getKey();
            if (value.isObject() && (value.has("min") || value.has("max"))) {
                lines.add(name + ": " + TallyTable.range(value) + best(value));
            } else if (value.isObject()) {
                lines.add(name);
                add(value, indent + "  ", lines);
            } else if (value.isArray()) {
                lines.add(name);
                value.forEach(item -> item(item, indent + "  ", lines));
            } else {
                lines.add(name + ": " + value.asString(""));
            }
        }
    }

    private static String best(JsonNode range) {
        return range.path("best").isNumber() ? " (best " + range.path("best").asLong() + ")" : "";
    }

    private static void item(JsonNode item, String indent, List<String> lines) {
        if (!item.isObject()) {
            lines.add(indent + "- " + item.asString(item.toString()));
            return;
        }
        int first = lines.size();
        add(item, indent + "  ", lines);
        if (lines.size() > first) {
            lines.set(first, indent + "- " + lines.get(first).substring(indent.length() + 2));
        }
    }
}
