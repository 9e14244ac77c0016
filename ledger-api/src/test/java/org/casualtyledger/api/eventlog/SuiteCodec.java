package org.casualtyledger.api.eventlog;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps what Axon's suite gives it: identifiers, timestamps and metadata of its own, and payloads
 * that are strings.
 */
final class SuiteCodec implements LeafCodec {

    private static final JsonMapper JSON = new JsonMapper();

    @Override
    public NewEvent encode(TaggedEventMessage<?> message) {
        EventMessage event = message.event();
        Map<String, Object> kept = new LinkedHashMap<>();
        kept.put("id", event.identifier());
        kept.put("metadata", Map.copyOf(event.metadata()));
        kept.put("payload", event.payload());
        kept.put("timestamp", event.timestamp().toString());
        kept.put("type", event.type().toString());
        Set<Tag> tags =
                message.tags().stream()
                        .map(tag -> new Tag(tag.key(), tag.value()))
                        .collect(Collectors.toSet());
        return new NewEvent(
                UUID.fromString(event.identifier()),
                event.type().qualifiedName().fullName(),
                Optional.empty(),
                Optional.empty(),
                tags,
                JSON.writeValueAsString(kept).substring(1).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public EventMessage decode(StoredEvent stored) {
        JsonNode kept = JSON.readTree(stored.leaf());
        Map<String, String> metadata = new LinkedHashMap<>();
        kept.get("metadata")
                .properties()
                .forEach(entry -> metadata.put(entry.getKey(), entry.getValue().asString()));
        return new GenericEventMessage(
                kept.get("id").asString(),
                MessageType.fromString(kept.get("type").asString()),
                kept.get("payload").asString(),
                metadata,
                Instant.parse(kept.get("timestamp").asString()));
    }
}
