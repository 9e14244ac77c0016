package org.casualtyledger.api.commands;

import java.util.List;
import org.casualtyledger.events.IncidentEvent;
import org.casualtyledger.events.TheatreId;

/** What a decider says: events to append together, in this order, or a refusal. */
public sealed interface Decision {
    /**
     * @param theatre of every leaf
     */
    record Accepted(TheatreId theatre, List<IncidentEvent> events) implements Decision {
        public Accepted {
            events = List.copyOf(events);
        }
    }

    record Refused(Refusal refusal) implements Decision {}

    static Decision accepted(TheatreId theatre, IncidentEvent event) {
        return new Accepted(theatre, List.of(event));
    }
}
