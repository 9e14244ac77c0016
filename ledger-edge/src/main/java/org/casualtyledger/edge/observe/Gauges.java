package org.casualtyledger.edge.observe;

import java.util.List;
import java.util.Map;

/**
 * What a slice shows at {@code /metrics} that nobody counts along the way: it is read when somebody
 * asks. A bean of this type is all that a slice needs.
 *
 * <p><b>Concurrency.</b> Read by one thread at a time, a virtual one that may block. What takes
 * longer than {@link Metrics#PATIENCE}, or throws, is left out of that answer, and {@code
 * ledger.metrics.unread} says so; the others are there.
 */
public interface Gauges {
    /** Says whose they are where they cannot be read: a slice's name, fixed. */
    String source();

    /** As it is now. */
    List<Reading> read();

    /**
     * One number.
     *
     * @param name {@code ledger.<slice>.<noun>.<unit>}; always with the same labels
     * @param labels few, of few values: never an id
     */
    record Reading(String name, String description, Map<String, String> labels, double value) {
        public Reading {
            labels = Map.copyOf(labels);
        }

        public static Reading of(String name, String description, double value) {
            return new Reading(name, description, Map.of(), value);
        }
    }
}
