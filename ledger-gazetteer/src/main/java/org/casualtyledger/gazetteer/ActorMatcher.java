package org.casualtyledger.gazetteer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Matches actors as stated with those of a registry. A match is automatic only if exactly one known
 * actor has a name of the same fold ({@code ActorNames}). Names that are parts of each other, such
 * as "Islamic State" and "Islamic State Khorasan Province", are never the same, and are suggested.
 */
public final class ActorMatcher {
    static final int MOST_SUGGESTIONS = 5;

    /** Below, names that are compared as wholes have little but letters in common. */
    private static final int SIMILAR_PERMILLE = 850;

    private record Named(KnownActor actor, String name, String fold, Set<String> words) {}

    private final List<Named> names = new ArrayList<>();
    private final Map<String, List<Named>> byFold = new HashMap<>();

    public ActorMatcher(List<KnownActor> known) {
        for (KnownActor actor : known) {
            Map<String, String> own = new LinkedHashMap<>();
            own.put(ActorNames.fold(actor.name()), actor.name());
            actor.aliases().forEach(alias -> own.putIfAbsent(ActorNames.fold(alias), alias));
            own.remove("");
            own.forEach(
                    (fold, name) -> {
                        Named named = new Named(actor, name, fold, words(fold));
                        names.add(named);
                        byFold.computeIfAbsent(fold, _ -> new ArrayList<>(1)).add(named);
                    });
        }
    }

    public ActorMatch match(String stated) {
        String fold = ActorNames.fold(stated);
        if (fold.isEmpty()) {
            return new ActorMatch.Nothing();
        }
        List<Named> bearers = byFold.getOrDefault(fold, List.of());
        if (bearers.size() == 1) {
            return new ActorMatch.Automatic(bearers.getFirst().actor(), bearers.getFirst().name());
        }
        if (bearers.size() > 1) {
            return new ActorMatch.Ambiguous(
                    bearers.stream()
                            .map(
                                    named ->
                                            new ActorSuggestion(
                                                    named.actor(),
                                                    named.name(),
                                                    1000,
                                                    List.of(
                                                            "one of "
                                                                    + bearers.size()
                                                                    + " known actors with this name")))
                            .toList());
        }
        List<ActorSuggestion> similar = similar(fold);
        return similar.isEmpty() ? new ActorMatch.Nothing() : new ActorMatch.Suggestions(similar);
    }

    private List<ActorSuggestion> similar(String fold) {
        Set<String> words = words(fold);
        Map<String, ActorSuggestion> best = new LinkedHashMap<>();
        for (Named named : names) {
            int similarity = JaroWinkler.permille(fold, named.fold());
            boolean part = words.containsAll(named.words()) || named.words().containsAll(words);
            if (similarity >= SIMILAR_PERMILLE || part) {
                best.merge(
                        named.actor().id(),
                        suggestion(named, similarity, part),
                        (a, b) -> a.similarityPermille() >= b.similarityPermille() ? a : b);
            }
        }
        return best.values().stream()
                .sorted(
                        Comparator.comparingInt(ActorSuggestion::similarityPermille)
                                .reversed()
                                .thenComparing(s -> s.actor().id()))
                .limit(MOST_SUGGESTIONS)
                .toList();
    }

    private static ActorSuggestion suggestion(Named named, int similarity, boolean part) {
        List<String> reasons = new ArrayList<>();
        reasons.add(
                String.format(
                        Locale.ROOT,
                        "the name %s is similar (%.2f)",
                        named.name(),
                        similarity / 1000.0));
        if (part) {
            reasons.add("all words of one name are in the other");
        }
        return new ActorSuggestion(named.actor(), named.name(), similarity, reasons);
    }

    private static Set<String> words(String fold) {
        return new TreeSet<>(List.of(fold.split(" ", -1)));
    }
}
