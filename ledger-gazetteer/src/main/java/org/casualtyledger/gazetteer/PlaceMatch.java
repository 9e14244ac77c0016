package org.casualtyledger.gazetteer;

import java.util.List;

/** What a gazetteer says to a stated place. Only {@link Automatic} needs nobody to decide. */
public sealed interface PlaceMatch {
    /**
     * One place of the country bears exactly this name, and it is where every stated point says.
     *
     * @param matchedName the name of it that was stated, as the gazetteer spells it
     * @param distanceMetres from the farthest of the stated points
     */
    record Automatic(GazetteerPlace place, String matchedName, long distanceMetres)
            implements PlaceMatch {}

    /** Several places of the country bear exactly this name; the likeliest first. */
    record Ambiguous(List<Suggestion> suggestions) implements PlaceMatch {
        public Ambiguous {
            suggestions = List.copyOf(suggestions);
        }
    }

    /**
     * One place bears exactly this name but lies elsewhere, or no point was stated, or the names
     * are similar only; the likeliest first, at least one.
     */
    record Suggestions(List<Suggestion> suggestions) implements PlaceMatch {
        public Suggestions {
            suggestions = List.copyOf(suggestions);
        }
    }

    /** No country is stated, or none that the gazetteer has, or nothing resembles the name. */
    record Nothing() implements PlaceMatch {}
}
