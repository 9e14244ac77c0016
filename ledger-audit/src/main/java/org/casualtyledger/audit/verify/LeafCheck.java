package org.casualtyledger.audit.verify;

import java.util.Optional;
import org.casualtyledger.events.RecordedEvent;

/**
 * Something else that must hold of every event, given those before it. Called in the order of
 * positions; remembers what it needs.
 */
@FunctionalInterface
public interface LeafCheck {
    /**
     * @param leaf the event's leaf data
     * @return why the event cannot stand where it stands; empty where it can
     */
    Optional<String> fault(long position, byte[] leaf, RecordedEvent event);
}
