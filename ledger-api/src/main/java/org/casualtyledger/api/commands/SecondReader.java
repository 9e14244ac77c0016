package org.casualtyledger.api.commands;

import java.util.List;
import java.util.Optional;
import org.casualtyledger.events.Flag;
import org.casualtyledger.events.json.Fields;
import tools.jackson.databind.JsonNode;

/**
 * Whether a judgement waits until somebody else approves it.
 *
 * @param always whether every judgement of this ledger does
 */
public record SecondReader(boolean always) {

    /**
     * As a request asks for it, and as it will be.
     *
     * @param flags says so where the ledger asks for more than the request
     */
    public record Review(boolean pending, List<Flag> flags) {
        public Review {
            flags = List.copyOf(flags);
        }
    }

    /** Reads the field {@code review}. */
    public Review read(Fields f) {
        Optional<JsonNode> review = f.raw("review");
        if (review.isPresent() && !review.get().isBoolean()) {
            f.faults().add(f.pointerTo("review"), "wrong-type", "must be true or false");
        }
        boolean asked = review.map(value -> value.asBoolean(false)).orElse(false);
        return new Review(
                asked || always,
                always && !asked
                        ? List.of(new Flag("second-reader-needed", "/review"))
                        : List.of());
    }
}
