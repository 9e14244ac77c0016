package org.casualtyledger.projections.processing;

import java.util.ArrayList;
import java.util.List;
import org.casualtyledger.events.RecordedEvent;

/**
 * What one processor applies in one transaction: the events of its share between two positions.
 *
 * @param share whose; where it is not the whole, others write the same tables
 * @param from the first position that the chunk speaks of
 * @param events of the share, by position; there may be none
 * @param through exclusive: with these events everything of the share below it is applied. It may
 *     be far beyond the last event
 */
public record Chunk(Share share, long from, List<Positioned> events, long through) {
    public Chunk {
        events = List.copyOf(events);
        if (through <= from
                || !events.isEmpty()
                        && (events.getFirst().position() < from
                                || events.getLast().position() >= through)) {
            throw new IllegalArgumentException("no chunk from " + from + " through " + through);
        }
    }

    /** Of the whole log: events that follow one another. */
    public static Chunk whole(long from, List<RecordedEvent> events) {
        List<Positioned> positioned = new ArrayList<>(events.size());
        for (RecordedEvent event : events) {
            positioned.add(new Positioned(from + positioned.size(), event));
        }
        return new Chunk(Share.WHOLE, from, positioned, from + events.size());
    }

    /** The last position that it speaks of. */
    public long last() {
        return through - 1;
    }

    /** The half of its events that comes first, and all that is known to be between them. */
    Chunk firstHalf() {
        List<Positioned> half = events.subList(0, events.size() / 2);
        return new Chunk(share, from, half, events.get(half.size()).position());
    }

    Chunk secondHalf() {
        List<Positioned> half = events.subList(events.size() / 2, events.size());
        return new Chunk(share, half.getFirst().position(), half, through);
    }
}
