package org.casualtyledger.api.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.casualtyledger.edge.OpenToAll;
import org.casualtyledger.edge.Parameters;
import org.casualtyledger.edge.Problem;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.StoredName;
import org.casualtyledger.events.json.Json;
import org.casualtyledger.events.schemas.EventSchemas;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /schemas} and {@code /asyncapi}: for whoever reads events, from Kafka or from the log.
 * Needs no key, for a reader of a record follows {@code ce_dataschema} with nothing in hand.
 */
@RestController
final class ContractsController {
    private static final MediaType SCHEMA = MediaType.parseMediaType("application/schema+json");
    private static final MediaType ASYNC_API =
            MediaType.parseMediaType("application/vnd.aai.asyncapi+json;version=3.0.0");

    private final PublishedDocument list = PublishedDocument.of(MediaType.APPLICATION_JSON, list());
    private final PublishedDocument asyncApi =
            PublishedDocument.of(ASYNC_API, EventSchemas.asyncApi());
    private final Map<String, PublishedDocument> schemas =
            EventSchemas.names().stream()
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    name -> EventSchemas.address(name.type(), name.version()),
                                    name ->
                                            PublishedDocument.of(
                                                    SCHEMA,
                                                    EventSchemas.bytes(name).orElseThrow())));

    @OpenToAll
    @GetMapping("/schemas")
    ResponseEntity<byte[]> schemas(HttpServletRequest request) {
        new Parameters(request).done();
        return list.answer();
    }

    @OpenToAll
    @GetMapping("/schemas/{type}/{v}")
    ResponseEntity<byte[]> schema(
            @PathVariable("type") String type,
            @PathVariable("v") String version,
            HttpServletRequest request) {
        new Parameters(request).done();
        return Optional.ofNullable(schemas.get("/schemas/" + type + "/" + version))
                .orElseThrow(
                        () ->
                                Problem.notFound(
                                                "No event of this type and version is known here; GET /schemas lists them.")
                                        .asException())
                .answer();
    }

    @OpenToAll
    @GetMapping("/asyncapi")
    ResponseEntity<byte[]> asyncApi(HttpServletRequest request) {
        new Parameters(request).done();
        return asyncApi.answer();
    }

    private static byte[] list() {
        ObjectNode out = Json.object();
        ArrayNode events = out.putArray("events");
        for (StoredName name : EventCodec.storedNames()) {
            events.addObject()
                    .put("type", name.type())
                    .put("v", name.version())
                    .put("schema", EventSchemas.address(name.type(), name.version()));
        }
        StoredName definitions = EventSchemas.DEFINITIONS;
        out.put("definitions", EventSchemas.address(definitions.type(), definitions.version()));
        out.put("asyncapi", "/asyncapi");
        return out.toString().getBytes(UTF_8);
    }
}
