package org.casualtyledger.events.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.casualtyledger.events.StoredName;
import tools.jackson.databind.JsonNode;

/** The events as {@code docs/EVENTS.md} tells of them: out of the schemas and the golden files. */
final class EventsDocument {
    /** The order of telling; every event is in one of them. */
    static final Map<String, List<String>> CHAPTERS = chapters();

    private static final int WIDTH = 110;

    private final JsonNode definitions =
            PublishedSchemas.json(EventSchemas.DEFINITIONS).get("$defs");
    private final StringBuilder out = new StringBuilder();

    private EventsDocument() {}

    private static Map<String, List<String>> chapters() {
        Map<String, List<String>> chapters = new LinkedHashMap<>();
        chapters.put(
                "Reports", List.of("report-submitted", "report-corrected", "report-withdrawn"));
        chapters.put(
                "Incidents",
                List.of(
                        "reports-linked",
                        "incidents-merged",
                        "incident-split",
                        "incident-rehomed",
                        "duplicate-confirmed",
                        "duplicate-dismissed"));
        chapters.put(
                "Verification and attribution",
                List.of(
                        "incident-graded",
                        "counts-assessed",
                        "responsibility-assessed",
                        "review-approved",
                        "statement-recorded"));
        chapters.put(
                "Resolution", List.of("gazetteer-adopted", "place-resolved", "actor-resolved"));
        chapters.put(
                "Publication",
                List.of("tally-published", "challenge-raised", "challenge-answered"));
        chapters.put(
                "Registries",
                List.of(
                        "organisation-registered",
                        "key-added",
                        "key-revoked",
                        "actor-registered",
                        "methodology-published",
                        "default-methodology-set"));
        return chapters;
    }

    /** Markdown: the chapters of events, then what their members share. */
    static String of(Iterable<StoredName> names) {
        EventsDocument document = new EventsDocument();
        CHAPTERS.forEach(
                (title, types) -> {
                    document.out.append("## ").append(title).append("\n\n");
                    for (String type : types) {
                        for (StoredName name : names) {
                            if (name.type().equals(type)) {
                                document.event(name);
                            }
                        }
                    }
                });
        document.shared();
        return document.out.toString();
    }

    private void event(StoredName name) {
        JsonNode schema = PublishedSchemas.json(name);
        JsonNode data = schema.at("/properties/data");
        out.append("### ").append(name.type());
        if (name.version() > 1) {
            out.append(", version ").append(name.version());
        }
        out.append("\n\n").append(text(schema, "description")).append("\n\n");
        String theatre = text(schema.at("/properties/theatre"), "description");
        if (!theatre.isEmpty()) {
            out.append("`theatre`: ").append(theatre).append("\n\n");
        }
        table(data);
        if (data.has("oneOf")) {
            out.append("Exactly one of ")
                    .append(
                            data.get("oneOf").values().stream()
                                    .map(one -> "`" + one.at("/required/0").stringValue() + "`")
                                    .collect(Collectors.joining(" and ")))
                    .append(".\n\n");
        }
        JsonNode golden = PublishedSchemas.json(Leaves.golden().get(name + ".json"));
        out.append("```json\n").append(laidOut(golden, 0)).append("\n```\n\n");
    }

    private void shared() {
        out.append("## Shared objects\n\n");
        definitions.properties().stream()
                .filter(shared -> isTold(shared.getValue()))
                .sorted(Comparator.comparing(Map.Entry::getKey))
                .forEach(
                        shared -> {
                            out.append("### ").append(shared.getKey()).append("\n\n");
                            out.append(text(shared.getValue(), "description")).append("\n\n");
                            table(shared.getValue());
                        });
        out.append("## Shared values\n\n| | | |\n|---|---|---|\n");
        definitions.properties().stream()
                .filter(shared -> !isTold(shared.getValue()))
                .sorted(Comparator.comparing(Map.Entry::getKey))
                .forEach(
                        shared ->
                                row(
                                        "`" + shared.getKey() + "`",
                                        kind(shared.getValue()),
                                        text(shared.getValue(), "description")));
        out.append('\n');
    }

    /** An object with members, or a list of such. */
    private static boolean isTold(JsonNode schema) {
        return schema.has("properties") || schema.at("/items/properties").isObject();
    }

    private void table(JsonNode schema) {
        List<String[]> rows = new ArrayList<>();
        rows("", schema, rows);
        out.append("| member | | | |\n|---|---|---|---|\n");
        rows.forEach(this::row);
        out.append('\n');
    }

    private void rows(String path, JsonNode schema, List<String[]> rows) {
        JsonNode object = schema.has("items") ? schema.get("items") : schema;
        String prefix = path + (schema.has("items") ? "[]" : "");
        List<String> required =
                object.path("required").values().stream().map(JsonNode::stringValue).toList();
        for (Map.Entry<String, JsonNode> member : object.path("properties").properties()) {
            JsonNode value = member.getValue();
            String name = (prefix.isEmpty() ? "" : prefix + ".") + member.getKey();
            rows.add(
                    new String[] {
                        "`" + name + "`",
                        required.contains(member.getKey()) ? "required" : "",
                        kind(value),
                        meaning(value)
                    });
            if (isTold(value)) {
                rows(name, value, rows);
            }
        }
    }

    private void row(String... cells) {
        out.append("| ")
                .append(
                        Stream.of(cells)
                                .map(cell -> cell.replace("|", "\\|"))
                                .collect(Collectors.joining(" | ")))
                .append(" |\n");
    }

    /** Its own words, or those of what it refers to. */
    private String meaning(JsonNode schema) {
        String own = text(schema, "description");
        if (!own.isEmpty() || !schema.has("$ref")) {
            return own;
        }
        JsonNode shared = definitions.get(Members.definition(schema));
        return isTold(shared) ? "" : text(shared, "description");
    }

    private String kind(JsonNode schema) {
        if (schema.has("$ref")) {
            String name = Members.definition(schema);
            String shown =
                    isTold(definitions.get(name))
                            ? "[" + name + "](#" + name.toLowerCase(Locale.ROOT) + ")"
                            : "`" + name + "`";
            return shown + atMost(schema, "maxLength", " characters");
        }
        if (schema.has("enum")) {
            return schema.get("enum").values().stream()
                    .map(word -> "`" + word.stringValue() + "`")
                    .collect(Collectors.joining(", "));
        }
        return switch (schema.path("type").asString("")) {
            case "integer" ->
                    "integer, " + number(schema, "minimum") + " to " + number(schema, "maximum");
            case "array" ->
                    "list"
                            + atMost(schema, "maxItems", "")
                            + ", of "
                            + (isTold(schema) ? "objects" : kind(schema.get("items")));
            case "string" -> "text" + format(schema) + atMost(schema, "maxLength", " characters");
            case "object" -> "object" + atMost(schema, "maxProperties", " members");
            default -> schema.path("type").asString("");
        };
    }

    private static String format(JsonNode schema) {
        String pattern = text(schema, "pattern");
        return pattern.isEmpty() || pattern.startsWith("^[^") ? "" : " `" + pattern + "`";
    }

    private static String atMost(JsonNode schema, String limit, String unit) {
        return schema.has(limit) ? ", at most " + number(schema, limit) + unit : "";
    }

    private static String number(JsonNode schema, String keyword) {
        return String.format(Locale.ROOT, "%,d", schema.get(keyword).longValue());
    }

    private static String text(JsonNode schema, String keyword) {
        return schema.path(keyword).asString("");
    }

    /** A value on one line where it fits, else its parts below each other. */
    private static String laidOut(JsonNode value, int depth) {
        String line = line(value);
        if (!value.isContainer() || (depth > 0 && line.length() + 2 * depth <= WIDTH)) {
            return line;
        }
        String inner = "\n" + "  ".repeat(depth + 1);
        String end = "\n" + "  ".repeat(depth);
        if (value.isArray()) {
            return value.values().stream()
                    .map(item -> inner + laidOut(item, depth + 1))
                    .collect(Collectors.joining(",", "[", end + "]"));
        }
        return value.properties().stream()
                .map(m -> inner + "\"" + m.getKey() + "\": " + laidOut(m.getValue(), depth + 1))
                .collect(Collectors.joining(",", "{", end + "}"));
    }

    private static String line(JsonNode value) {
        if (value.isObject()) {
            return value.properties().stream()
                    .map(m -> "\"" + m.getKey() + "\": " + line(m.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value.isArray()) {
            return value.values().stream()
                    .map(EventsDocument::line)
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        return new String(org.casualtyledger.events.json.CanonicalJson.bytes(value), UTF_8);
    }
}
