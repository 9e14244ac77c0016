package org.casualtyledger.events;

import java.util.UUID;

/** Names one real-world event, from its first report on. */
public record IncidentId(UUID value) {
    public static IncidentId parse(String text) {
        return new IncidentId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
