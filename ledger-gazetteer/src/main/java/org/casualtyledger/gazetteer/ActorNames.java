package org.casualtyledger.gazetteer;

import java.util.List;
import java.util.Locale;

/**
 * Folds the spellings of an actor's name to one: letters, signs and articles as in {@link Names},
 * and "the" before the first word. Nothing else is dropped. "Government of Syria" is not "Syria",
 * and "Free Syrian Army" is not "Syrian Army".
 */
final class ActorNames {
    private ActorNames() {}

    static String fold(String name) {
        List<String> words = Letters.words(Names.partedArticles(name));
        if (words.isEmpty()) {
            return name.strip().toLowerCase(Locale.ROOT);
        }
        boolean the = words.size() > 1 && words.getFirst().equals("the");
        return String.join(
                " ", Names.withoutArticles(the ? words.subList(1, words.size()) : words));
    }
}
