package org.casualtyledger.projections.processing;

import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;

/**
 * The payload of one message.
 *
 * @param handled to be run once the chunk needs no more memory
 */
record ChunkMessage(DecodedChunk chunk, Runnable handled) {
    static final QualifiedName NAME = new QualifiedName("org.casualtyledger", "chunk");

    EventMessage message() {
        return new GenericEventMessage(new MessageType(NAME), this);
    }
}
