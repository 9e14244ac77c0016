package org.casualtyledger.events;

import java.util.List;
import org.casualtyledger.events.json.Fault;

/**
 * Stored bytes that are no event this version can read. Never passed over: a reader stops here and
 * says so.
 */
public final class UnreadableEvent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    UnreadableEvent(List<Fault> faults) {
        super(faults.toString());
        this.faults = List.copyOf(faults);
    }

    public List<Fault> faults() {
        return faults;
    }
}
