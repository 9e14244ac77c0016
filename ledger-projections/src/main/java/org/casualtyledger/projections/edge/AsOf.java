package org.casualtyledger.projections.edge;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/** As of when a question is asked. */
public sealed interface AsOf {
    /** As of everything that is applied. */
    record Latest() implements AsOf {}

    /** As of a position, inclusive. */
    record Position(long position) implements AsOf {}

    /** As of an instant of recorded time: the last position recorded at or before it. */
    record Moment(Instant at) implements AsOf {}

    /**
     * Reads a position or an RFC 3339 instant.
     *
     * @throws IllegalArgumentException for anything else
     */
    static AsOf parse(String text) {
        if (text.matches("[0-9]{1,18}")) {
            return new Position(Long.parseLong(text));
        }
        try {
            return new Moment(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "must be a position or an instant such as 2026-11-22T06:00:00Z", e);
        }
    }
}
