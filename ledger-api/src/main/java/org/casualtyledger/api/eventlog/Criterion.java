package org.casualtyledger.api.eventlog;

import java.util.Set;

/**
 * Selects the events of any of {@code types} that have all of {@code tags}. No types means any
 * type, no tags means any tags, and neither means every event.
 */
public record Criterion(Set<String> types, Set<Tag> tags) {

    public Criterion {
        types = Set.copyOf(types);
        tags = Set.copyOf(tags);
    }

    /** Events of any type with this tag. */
    public static Criterion tagged(Tag tag) {
        return new Criterion(Set.of(), Set.of(tag));
    }

    boolean matches(String type, Set<Tag> tagsOfEvent) {
        return (types.isEmpty() || types.contains(type)) && tagsOfEvent.containsAll(tags);
    }
}
