package org.casualtyledger.api.commands;

import java.util.List;
import org.casualtyledger.api.eventlog.Condition;
import org.casualtyledger.edge.Problem;
import org.casualtyledger.events.LedgerEvent;
import org.casualtyledger.events.TheatreId;

/** What is decided about a command that concerns the whole ledger: registries, resolution. */
public sealed interface Ruling {
    /**
     * It becomes an event.
     *
     * @param theatre of the leaf; {@link TheatreId#NONE} for what concerns every one
     * @param texts what the event's digests stand for
     * @param conditions that what it was decided on still holds
     */
    record Accepted(
            TheatreId theatre,
            LedgerEvent event,
            List<StoredText> texts,
            List<Condition> conditions)
            implements Ruling {
        public Accepted {
            texts = List.copyOf(texts);
            conditions = List.copyOf(conditions);
        }
    }

    /** It was said already; the answer is the receipt of the event at this position. */
    record SaidAlready(long position) implements Ruling {}

    record Refused(Problem problem) implements Ruling {}
}
