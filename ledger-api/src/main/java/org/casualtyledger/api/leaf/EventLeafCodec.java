package org.casualtyledger.api.leaf;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.casualtyledger.api.eventlog.LeafCodec;
import org.casualtyledger.api.eventlog.NewEvent;
import org.casualtyledger.api.eventlog.StoredEvent;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.LedgerEvent;
import org.casualtyledger.events.RecordedEvent;

/**
 * The production codec: an Axon message whose payload is {@link Attributed} is a leaf of the
 * published language.
 */
public final class EventLeafCodec implements LeafCodec {
    /**
     * A message on its way into the log. Axon's timestamp is not used: the ledger assigns {@code
     * at}.
     */
    public static EventMessage message(UUID id, Attributed payload) {
        return new GenericEventMessage(
                id.toString(), type(payload.event()), payload, Map.of(), Instant.EPOCH);
    }

    /** The leaf of an event, without the start that only the log's sequencer knows. */
    public static NewEvent leaf(UUID id, Attributed payload) {
        return new NewEvent(
                id,
                EventCodec.type(payload.event()),
                Optional.of(payload.by().value()),
                Optional.of(payload.theatre().value()),
                EventTags.of(payload.by(), payload.event()),
                EventCodec.tail(payload.by(), id, payload.theatre(), payload.event()));
    }

    @Override
    public NewEvent encode(TaggedEventMessage<?> message) {
        if (message.event().payload() instanceof Attributed payload) {
            return leaf(UUID.fromString(message.event().identifier()), payload);
        }
        throw new IllegalArgumentException(
                "no event of the published language: " + message.event().type());
    }

    @Override
    public EventMessage decode(StoredEvent stored) {
        RecordedEvent event = EventCodec.decode(stored.leaf());
        Attributed payload =
                new Attributed(
                        OptionalLong.of(stored.position()),
                        event.by(),
                        event.theatre(),
                        event.event());
        return new GenericEventMessage(
                stored.id().toString(), type(event.event()), payload, Map.of(), stored.at());
    }

    private static MessageType type(LedgerEvent event) {
        return new MessageType(EventCodec.type(event), String.valueOf(EventCodec.version(event)));
    }
}
