package org.casualtyledger.projections.processing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.UnreadableEvent;
import org.casualtyledger.projections.feed.FeedEvent;
import org.casualtyledger.projections.feed.FeedPage;

/**
 * What a read of the feed gave, decoded as far as it can be read.
 *
 * @param from the first position that was asked for
 * @param readable what can be read, up to the first event that cannot; empty if that is the first
 * @param unreadable why the event after those cannot be read
 * @param arrival what has to be waited for before this is applied
 */
record DecodedChunk(
        long from,
        Optional<Chunk> readable,
        Optional<Failure> unreadable,
        Optional<Arrival> arrival) {

    /**
     * An incident that comes from another partition by the chunk's first event.
     *
     * @param from the partition that it leaves
     */
    record Arrival(long position, int from) {}

    /**
     * Cut before each arrival, so that all before it is stored while it is waited for, and nothing
     * after it was looked up too early.
     */
    static List<DecodedChunk> of(Share share, long from, FeedPage page) {
        Cutting cutting = new Cutting(share, from);
        for (FeedEvent event : page.events()) {
            try {
                cutting.add(event.position(), EventCodec.decode(event.leaf()));
            } catch (UnreadableEvent e) {
                cutting.cut(event.position(), Optional.of(Failure.at(event.position(), e)));
                return cutting.chunks; // nothing can follow it
            }
        }
        cutting.cut(page.through(), Optional.empty());
        return cutting.chunks;
    }

    /** The position through which it is complete once it is handled. */
    long last() {
        return readable.map(Chunk::last).orElse(from - 1) + (unreadable.isPresent() ? 1 : 0);
    }

    private static final class Cutting {
        private final Share share;
        private final List<DecodedChunk> chunks = new ArrayList<>();
        private List<Positioned> events = new ArrayList<>();
        private Optional<Arrival> arrival = Optional.empty();
        private long from;

        Cutting(Share share, long from) {
            this.share = share;
            this.from = from;
        }

        void add(long position, RecordedEvent recorded) {
            if (!share.applies(recorded)) {
                return;
            }
            OptionalInt left = share.arrivesFrom(recorded);
            if (left.isPresent()) {
                cut(position, Optional.empty());
                arrival = Optional.of(new Arrival(position, left.getAsInt()));
            }
            events.add(new Positioned(position, recorded));
        }

        void cut(long through, Optional<Failure> unreadable) {
            if (through == from && unreadable.isEmpty()) {
                return;
            }
            chunks.add(
                    new DecodedChunk(
                            from,
                            through == from
                                    ? Optional.empty()
                                    : Optional.of(new Chunk(share, from, events, through)),
                            unreadable,
                            arrival));
            events = new ArrayList<>();
            arrival = Optional.empty();
            from = through;
        }
    }
}
