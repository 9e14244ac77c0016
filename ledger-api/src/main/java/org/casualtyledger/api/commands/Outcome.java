package org.casualtyledger.api.commands;

import java.util.List;
import org.casualtyledger.api.eventlog.Receipt;
import org.casualtyledger.events.IncidentEvent;

/** What became of a command on an incident. */
public sealed interface Outcome {
    /** Its events stand, with one receipt each. */
    record Appended(List<Receipt> receipts, List<IncidentEvent> events) implements Outcome {
        public Appended {
            receipts = List.copyOf(receipts);
            events = List.copyOf(events);
        }
    }

    /** It was carried out before, under the same idempotency key. */
    record Replayed(List<Receipt> receipts) implements Outcome {
        public Replayed {
            receipts = List.copyOf(receipts);
        }
    }

    /** It would have become these events. */
    record WouldAppend(List<IncidentEvent> events) implements Outcome {
        public WouldAppend {
            events = List.copyOf(events);
        }
    }

    record Refused(Refusal refusal) implements Outcome {}
}
