package org.casualtyledger.api.eventlog;

import java.util.List;

/**
 * Lets an append through only where no event that {@code anyOf} selects stands after the position
 * {@code after}: what was read when the decision was made is still all there is. {@code after} =
 * {@value #NONE} asks that no such event exists at all.
 */
public record Condition(List<Criterion> anyOf, long after) {

    /** Before the first position. */
    public static final long NONE = -1;

    public Condition {
        if (after < NONE) {
            throw new IllegalArgumentException("after " + after);
        }
        anyOf = List.copyOf(anyOf);
    }

    /** No event has this tag. */
    public static Condition absent(Tag tag) {
        return new Condition(List.of(Criterion.tagged(tag)), NONE);
    }

    /** No event with this tag stands after the position. */
    public static Condition unchanged(Tag tag, long after) {
        return new Condition(List.of(Criterion.tagged(tag)), after);
    }
}
