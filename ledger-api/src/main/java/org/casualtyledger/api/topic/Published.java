package org.casualtyledger.api.topic;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How publication stands in this instance.
 *
 * @param publishing whether this instance is the one that publishes
 * @param size all events below it are in the topic, as this instance last knew
 * @param events written since the start
 * @param records written since the start: an event is one record in each partition that it goes to
 * @param lastAt when events were acknowledged last
 * @param fault why it stands still
 */
record Published(
        boolean publishing,
        OptionalLong size,
        long events,
        long records,
        Optional<Instant> lastAt,
        Optional<String> fault) {
    static final Published NOTHING =
            new Published(false, OptionalLong.empty(), 0, 0, Optional.empty(), Optional.empty());

    Published from(long start) {
        return new Published(
                true, OptionalLong.of(start), events, records, lastAt, Optional.empty());
    }

    Published to(long end, long moreEvents, long moreRecords, Instant at) {
        return new Published(
                true,
                OptionalLong.of(end),
                events + moreEvents,
                records + moreRecords,
                Optional.of(at),
                Optional.empty());
    }

    /** Somebody else publishes, or nobody. */
    Published standingBy() {
        return new Published(false, size, events, records, lastAt, fault);
    }

    Published failed(String why) {
        return new Published(false, size, events, records, lastAt, Optional.of(why));
    }

    /** Another instance publishes, so ours has no fault to tell. */
    Published well() {
        return new Published(false, size, events, records, lastAt, Optional.empty());
    }
}
