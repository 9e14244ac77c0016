package org.casualtyledger.events.schemas;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.casualtyledger.events.StoredName;
import org.casualtyledger.events.json.CanonicalJson;
import org.casualtyledger.events.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A schema as the flat list of what a leaf may hold: pointers, in which {@code *} stands for every
 * item of a list and every name of a map.
 */
final class Members {
    /** What describes, and what leads further down; the rest limits a value. */
    private static final Set<String> NO_LIMITS =
            Set.of(
                    "$schema",
                    "$defs",
                    "$ref",
                    "title",
                    "description",
                    "properties",
                    "required",
                    "items",
                    "additionalProperties");

    private static final Map<StoredName, Members> KNOWN = new ConcurrentHashMap<>();

    /**
     * @param limits of the value: the schema's keywords without its words
     */
    record Member(boolean required, ObjectNode limits) {
        @Override
        public String toString() {
            return (required ? "required " : "optional ") + CanonicalJson.text(limits);
        }
    }

    /** A value of a leaf, and the member that it is. */
    record Spot(String pointer, String member, JsonNode value) {}

    private final SortedMap<String, Member> members = new TreeMap<>();

    private final JsonNode definitions =
            PublishedSchemas.json(EventSchemas.DEFINITIONS).get("$defs");
    private final boolean follow;

    private Members(boolean follow) {
        this.follow = follow;
    }

    /** Of an event, with what its schema refers to. */
    static Members of(StoredName name) {
        return KNOWN.computeIfAbsent(
                name,
                _ -> {
                    Members members = new Members(true);
                    members.add("", PublishedSchemas.json(name), true);
                    return members;
                });
    }

    /** As one document says, with references by their names. */
    static Members declared(StoredName name) {
        Members members = new Members(false);
        JsonNode document = PublishedSchemas.json(name);
        if (document.has("$defs")) {
            document.get("$defs")
                    .properties()
                    .forEach(
                            shared -> members.add("/" + shared.getKey(), shared.getValue(), false));
        } else {
            members.add("", document, true);
        }
        return members;
    }

    SortedMap<String, Member> all() {
        return members;
    }

    private void add(String pointer, JsonNode schema, boolean required) {
        JsonNode resolved = follow ? resolved(schema, definitions) : schema;
        ObjectNode limits = Json.object();
        if (resolved.has("$ref")) {
            limits.put("as", definition(resolved));
        }
        for (Map.Entry<String, JsonNode> keyword : resolved.properties()) {
            if (!NO_LIMITS.contains(keyword.getKey())) {
                limits.set(keyword.getKey(), keyword.getValue());
            }
        }
        members.put(pointer, new Member(required, limits));
        List<String> needed = new ArrayList<>();
        resolved.path("required").forEach(name -> needed.add(name.stringValue()));
        for (Map.Entry<String, JsonNode> property : resolved.path("properties").properties()) {
            add(
                    pointer + "/" + property.getKey(),
                    property.getValue(),
                    needed.contains(property.getKey()));
        }
        for (String further : List.of("items", "additionalProperties")) {
            if (resolved.path(further).isObject()) {
                add(pointer + "/*", resolved.get(further), false);
            }
        }
    }

    /** Follows references; what stands beside one limits further. */
    static JsonNode resolved(JsonNode schema, JsonNode definitions) {
        if (!schema.has("$ref")) {
            return schema;
        }
        JsonNode target = resolved(definitions.get(definition(schema)), definitions);
        ObjectNode both = (ObjectNode) target.deepCopy();
        schema.properties().stream()
                .filter(keyword -> !keyword.getKey().equals("$ref"))
                .forEach(keyword -> both.set(keyword.getKey(), keyword.getValue()));
        return both;
    }

    /** The name of the definition that a schema refers to. */
    static String definition(JsonNode schema) {
        return schema.get("$ref").stringValue().replaceFirst(".*#/\\$defs/", "");
    }

    /** Every value of a leaf that the schema knows, the leaf itself last. */
    List<Spot> spots(JsonNode leaf) {
        List<Spot> spots = new ArrayList<>();
        visit("", "", leaf, spots);
        return spots;
    }

    private void visit(String pointer, String member, JsonNode value, List<Spot> spots) {
        for (Map.Entry<String, JsonNode> child : value.properties()) {
            String own = member + "/" + child.getKey();
            String known = members.containsKey(own) ? own : member + "/*";
            if (members.containsKey(known)) {
                visit(pointer + "/" + child.getKey(), known, child.getValue(), spots);
            }
        }
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            visit(pointer + "/" + i, member + "/*", value.get(i), spots);
        }
        spots.add(new Spot(pointer, member, value));
    }
}
