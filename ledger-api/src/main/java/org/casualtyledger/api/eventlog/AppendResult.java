package org.casualtyledger.api.eventlog;

import java.io.Serializable;
import java.util.List;

/** How an append ended. Outages are not among these: they are a {@link LogUnavailable}. */
public sealed interface AppendResult {

    /** The events are durable; one receipt for each, in their order, at consecutive positions. */
    record Appended(List<Receipt> receipts) implements AppendResult {
        public Appended {
            receipts = List.copyOf(receipts);
        }
    }

    /**
     * The same request was answered before; these are its receipts, and nothing was appended now.
     */
    record Replayed(List<Receipt> receipts) implements AppendResult {
        public Replayed {
            receipts = List.copyOf(receipts);
        }
    }

    /**
     * The idempotency key stands for another request; nothing was appended. {@code position} is
     * that request's first event.
     */
    record KeyReused(long position) implements AppendResult {}

    /**
     * A condition does not hold, or the log holds an event with one of the ids; nothing was
     * appended. {@code position} is that of an event that stands in the way.
     */
    record Refused(long position) implements AppendResult, Serializable {}
}
