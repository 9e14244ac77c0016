package org.casualtyledger.gazetteer;

import java.util.List;

/**
 * An actor that a stated one may be.
 *
 * @param matchedName the name of it that resembles the stated one most, as the registry spells it
 * @param similarityPermille of the folds, by Jaro and Winkler; 1000 is the same name
 * @param reasons what speaks for it, in English sentences without a full stop
 */
public record ActorSuggestion(
        KnownActor actor, String matchedName, int similarityPermille, List<String> reasons) {
    public ActorSuggestion {
        reasons = List.copyOf(reasons);
    }
}
