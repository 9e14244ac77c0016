package org.casualtyledger.audit.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.casualtyledger.audit.published.Finding;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.UnreadableEvent;
import org.casualtyledger.events.json.CanonicalJson;
import org.casualtyledger.events.json.Json;

/**
 * A page's entries as events.
 *
 * @param events up to the first that is none
 * @param fault of that one
 */
record Decoded(List<RecordedEvent> events, Optional<Finding> fault) {
    static final Decoded NOTHING = new Decoded(List.of(), Optional.empty());

    static Decoded of(long first, List<byte[]> entries) {
        List<RecordedEvent> events = new ArrayList<>(entries.size());
        for (byte[] entry : entries) {
            try {
                requireCanonical(entry);
                events.add(EventCodec.decode(entry));
            } catch (UnreadableEvent | Json.Malformed | IllegalArgumentException e) {
                Finding fault =
                        new Finding.EventUnreadable(
                                first + events.size(), String.valueOf(e.getMessage()));
                return new Decoded(events, Optional.of(fault));
            }
        }
        return new Decoded(events, Optional.empty());
    }

    /** Two texts of one event would be two leaves: only one of them may be an event. */
    private static void requireCanonical(byte[] entry) throws Json.Malformed {
        if (!Arrays.equals(CanonicalJson.bytes(Json.parseCanonical(entry)), entry)) {
            throw new IllegalArgumentException("it is not in canonical JSON (RFC 8785)");
        }
    }
}
