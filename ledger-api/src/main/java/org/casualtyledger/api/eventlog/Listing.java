package org.casualtyledger.api.eventlog;

import java.util.Set;

/**
 * A page of an organisation's own events of some types.
 *
 * @param from the first position to look at, inclusive; for a descending page {@link
 *     Long#MAX_VALUE} means the newest
 * @param limit at most {@value EventLog#MAX_PAGE}
 */
public record Listing(
        String organisation, Set<String> types, long from, Direction direction, int limit) {

    public Listing {
        types = Set.copyOf(types);
        if (types.isEmpty()) {
            throw new IllegalArgumentException("a listing of no type");
        }
        EventLog.requirePage(limit);
    }

    /** Which way positions run. */
    public enum Direction {
        ASCENDING,
        DESCENDING
    }
}
