package org.casualtyledger.gazetteer;

import java.util.List;

/**
 * What a registry of actors says to a stated name. Only {@link Automatic} needs nobody to decide.
 */
public sealed interface ActorMatch {
    /**
     * One actor bears exactly this name.
     *
     * @param matchedName the name of it that was stated, as the registry spells it
     */
    record Automatic(KnownActor actor, String matchedName) implements ActorMatch {}

    /** Several actors bear exactly this name. */
    record Ambiguous(List<ActorSuggestion> suggestions) implements ActorMatch {
        public Ambiguous {
            suggestions = List.copyOf(suggestions);
        }
    }

    /** The names are similar only; the likeliest first, at least one. */
    record Suggestions(List<ActorSuggestion> suggestions) implements ActorMatch {
        public Suggestions {
            suggestions = List.copyOf(suggestions);
        }
    }

    /** No known actor resembles the name. */
    record Nothing() implements ActorMatch {}
}
