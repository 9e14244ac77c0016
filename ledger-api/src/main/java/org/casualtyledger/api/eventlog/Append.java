package org.casualtyledger.api.eventlog;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Events to be appended together, at consecutive positions, or not at all.
 *
 * @param conditions all must hold
 * @param bulk an import, which leaves half of every batch to others
 */
public record Append(
        List<NewEvent> events,
        List<Condition> conditions,
        Optional<Idempotency> idempotency,
        List<Companion<?>> companions,
        boolean bulk) {

    /**
     * Half of the sequencer's batch, so that a bulk append of this size still leaves the other
     * half.
     */
    public static final int MAX_EVENTS = 512;

    public Append {
        events = List.copyOf(events);
        conditions = List.copyOf(conditions);
        companions = List.copyOf(companions);
        if (events.isEmpty() || events.size() > MAX_EVENTS) {
            throw new IllegalArgumentException(
                    "an append of " + events.size() + " events; 1 to " + MAX_EVENTS);
        }
        if (events.stream().map(NewEvent::id).distinct().count() < events.size()) {
            throw new IllegalArgumentException("an append with the same event twice");
        }
        for (Companion<?> companion : companions) {
            if (companion.event() < 0 || companion.event() >= events.size()) {
                throw new IllegalArgumentException(
                        "a companion of event " + companion.event() + " of " + events.size());
            }
        }
    }

    /** These events, on no condition. */
    public static Append of(NewEvent... events) {
        return new Append(List.of(events), List.of(), Optional.empty(), List.of(), false);
    }

    /** The same, also on this condition. */
    public Append on(Condition condition) {
        return new Append(events, plus(conditions, condition), idempotency, companions, bulk);
    }

    /** The same, once for this key. */
    public Append once(Idempotency key) {
        return new Append(events, conditions, Optional.of(key), companions, bulk);
    }

    /** The same, with one more row written beside. */
    public Append with(Companion<?> companion) {
        return new Append(events, conditions, idempotency, plus(companions, companion), bulk);
    }

    /** The same, as part of an import. */
    public Append asBulk() {
        return new Append(events, conditions, idempotency, companions, true);
    }

    private static <T> List<T> plus(List<T> list, T element) {
        List<T> longer = new ArrayList<>(list);
        longer.add(element);
        return longer;
    }
}
