package org.casualtyledger.events.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.casualtyledger.events.StoredName;
import org.casualtyledger.events.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The schemas as a reader elsewhere has them: fetched from the addresses under which a ledger
 * serves them, and from nowhere else.
 */
final class PublishedSchemas {
    private static final String LEDGER = "https://ledger.example";

    private final SchemaRegistry registry;
    private final Map<StoredName, Schema> loaded = new HashMap<>();

    private PublishedSchemas(UnaryOperator<JsonNode> change) {
        Map<String, String> served = new HashMap<>();
        for (StoredName name : EventSchemas.names()) {
            served.put(
                    LEDGER + EventSchemas.address(name.type(), name.version()),
                    change.apply(json(name)).toString());
        }
        registry =
                SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_2020_12,
                        builder ->
                                builder.schemas(served)
                                        .schemaRegistryConfig(
                                                SchemaRegistryConfig.builder()
                                                        .formatAssertionsEnabled(true)
                                                        .build()));
    }

    static PublishedSchemas open() {
        return new PublishedSchemas(schema -> schema);
    }

    /** No member but those that are described: tells whether the codec writes one that is not. */
    static PublishedSchemas closed() {
        return new PublishedSchemas(
                schema -> {
                    JsonNode copy = schema.deepCopy();
                    close(copy);
                    return copy;
                });
    }

    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object
                && object.path("properties").isObject()
                && object.path("type").asString("").equals("object")) {
            object.put("additionalProperties", false);
        }
        schema.forEach(PublishedSchemas::close);
    }

    /** What is wrong with a leaf by the schema of its type and version. */
    List<Error> faults(JsonNode leaf) {
        return faults(
                new StoredName(leaf.get("type").stringValue(), leaf.get("v").intValue()), leaf);
    }

    List<Error> faults(StoredName name, JsonNode leaf) {
        return loaded.computeIfAbsent(name, this::load).validate(leaf);
    }

    private Schema load(StoredName name) {
        return registry.getSchema(
                SchemaLocation.of(LEDGER + EventSchemas.address(name.type(), name.version())));
    }

    static JsonNode json(StoredName name) {
        return json(EventSchemas.bytes(name).orElseThrow());
    }

    static JsonNode json(byte[] bytes) {
        try {
            return Json.parse(bytes);
        } catch (Json.Malformed e) {
            throw new AssertionError(new String(bytes, UTF_8), e);
        }
    }
}
