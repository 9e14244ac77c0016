package org.casualtyledger.projections.processing;

import org.casualtyledger.events.LedgerEvent;
import org.casualtyledger.events.RecordedEvent;

/** An event and where in the log it stands. */
public record Positioned(long position, RecordedEvent recorded) {
    public LedgerEvent event() {
        return recorded.event();
    }
}
