package org.casualtyledger.events;

import java.util.Comparator;

/**
 * The name under which an event is stored: {@code type} and {@code v} of its leaf. Never a class
 * name, and never given to another meaning.
 */
public record StoredName(String type, int version) implements Comparable<StoredName> {
    private static final Comparator<StoredName> ORDER =
            Comparator.comparing(StoredName::type).thenComparingInt(StoredName::version);

    @Override
    public int compareTo(StoredName other) {
        return ORDER.compare(this, other);
    }

    /** As files bear it: {@code report-submitted.v1}. */
    @Override
    public String toString() {
        return type + ".v" + version;
    }
}
