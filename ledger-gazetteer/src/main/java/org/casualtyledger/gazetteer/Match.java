package org.casualtyledger.gazetteer;

/**
 * A place that a search found.
 *
 * @param matchedName the name of it by which it was found, as the gazetteer spells it
 * @param exact the folds are equal, rather than one the beginning or a part of the other
 */
public record Match(GazetteerPlace place, String matchedName, boolean exact) {}
