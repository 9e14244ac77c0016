package org.casualtyledger.api.eventlog;

import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.eventhandling.EventMessage;

/**
 * Between Axon's messages and the log's leaves. {@link NewEvent#type()} must be the full name of
 * the message's type, since Axon's criteria name types by that. Pure, and called from many threads
 * at once.
 */
public interface LeafCodec {

    /**
     * The event as it goes into the log. Throws where it cannot be a leaf; then nothing is
     * appended.
     */
    NewEvent encode(TaggedEventMessage<?> message);

    /** The message as it comes back: its payload is the event itself, not bytes. */
    EventMessage decode(StoredEvent stored);
}
