package org.casualtyledger.projections.processing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.UnreadableEvent;
import org.casualtyledger.projections.feed.FeedEvent;

/**
 * What a read of the feed gave, decoded as far as it can be read.
 *
 * @param from the position of the first event read
 * @param readable the events up to the first that cannot be read
 * @param unreadable why the event after those cannot be read
 */
record DecodedChunk(long from, Optional<Chunk> readable, Optional<Failure> unreadable) {

    static DecodedChunk of(List<FeedEvent> read) {
        long from = read.getFirst().position();
        List<RecordedEvent> events = new ArrayList<>(read.size());
        Optional<Failure> unreadable = Optional.empty();
        for (FeedEvent event : read) {
            try {
                events.add(EventCodec.decode(event.leaf()));
            } catch (UnreadableEvent e) {
                unreadable = Optional.of(Failure.at(event.position(), e));
                break;
            }
        }
        return new DecodedChunk(
                from,
                events.isEmpty() ? Optional.empty() : Optional.of(new Chunk(from, events)),
                unreadable);
    }

    long last() {
        return readable.map(Chunk::last).orElse(from - 1) + (unreadable.isPresent() ? 1 : 0);
    }
}
