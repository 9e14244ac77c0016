package org.casualtyledger.projections.processing;

import java.util.List;
import org.casualtyledger.events.RecordedEvent;

/**
 * Consecutive events of the log.
 *
 * @param from the position of the first one; the i-th is at {@code from + i}
 */
public record Chunk(long from, List<RecordedEvent> events) {
    public Chunk {
        events = List.copyOf(events);
        if (events.isEmpty()) {
            throw new IllegalArgumentException("a chunk without events");
        }
    }

    /** The position of its last event. */
    public long last() {
        return from + events.size() - 1;
    }

    Chunk firstHalf() {
        return new Chunk(from, events.subList(0, events.size() / 2));
    }

    Chunk secondHalf() {
        return new Chunk(
                from + events.size() / 2, events.subList(events.size() / 2, events.size()));
    }
}
