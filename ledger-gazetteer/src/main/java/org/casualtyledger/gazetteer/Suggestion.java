package org.casualtyledger.gazetteer;

import java.util.List;
import java.util.OptionalLong;

/**
 * A place that a stated one may be.
 *
 * @param matchedName the name of it that resembles the stated one most, as the gazetteer spells it
 * @param similarityPermille of the folds, by Jaro and Winkler; 1000 is the same name
 * @param distanceMetres from the farthest of the stated points, if any was stated
 * @param score 0 to 1000, for ordering alone: it is no probability
 * @param reasons what speaks for and against it, in English sentences without a full stop
 */
public record Suggestion(
        GazetteerPlace place,
        String matchedName,
        int similarityPermille,
        OptionalLong distanceMetres,
        int score,
        List<String> reasons) {
    public Suggestion {
        reasons = List.copyOf(reasons);
    }
}
