package org.casualtyledger.gazetteer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Folds the spellings of a place's name to one. Two names are the same name if their folds are
 * equal; nothing here says that two places are the same place.
 *
 * <p>The rules, in their order:
 *
 * <ol>
 *   <li>Lower case by {@link Locale#ROOT}, compatibility decomposition (NFKD), marks dropped:
 *       "Ḩamāh" is "hamah". Vowel signs of Indian and South-East Asian scripts stay: they are not
 *       optional.
 *   <li>Letters that Unicode does not decompose: ı i, ł l, ø o, đ d, ß ss and their like.
 *   <li>Arabic: all alefs ا; alef maqsura and the Persian ya ي; ta marbuta ه; the carriers of hamza
 *       ؤ and ئ are و and ي, hamza alone is dropped; tatweel and harakat dropped. Each is written
 *       either way by somebody, for the same place.
 *   <li>Digits of any script are ASCII digits.
 *   <li>Apostrophes and the signs for ayn and hamza are dropped; hyphens and other punctuation part
 *       words, as spaces do. So does the apostrophe behind an article ("al'Bab").
 *   <li>The Arabic article before a word is dropped, at the beginning and within: "al", "el", "il",
 *       "ul" before any word, and the assimilated forms where the next word begins with the same
 *       consonant ("ar Raqqah", "Deir ez-Zor", "ash Shaddadah", but not "An Giang"), in Latin and
 *       in Cyrillic letters; in Arabic script the prefix ال where two letters or more remain,
 *       whatever the language. Writers differ in whether, and in which of its forms, they write it.
 *   <li>"town", "village", "city" (also "… of"), قرية and مدينة are dropped at either end: datasets
 *       append them. "Camp" is not, nor "suburb", "district" or "airport": a camp beside a town is
 *       another place than the town.
 *   <li>The h of a final "ah" or "eh" is dropped from words of five letters or more: it writes a ta
 *       marbuta that nobody hears ("Raqqah", "Raqqa").
 * </ol>
 *
 * <p>What a rule would leave empty it leaves alone: "El" stays "el", "City" stays "city". A text
 * without a letter or digit folds to itself in lower case, and only a blank one to the empty text.
 * Vowels are not folded ("Deir", "Dayr"): there a human decides, from suggestions.
 */
public final class Names {
    private static final Set<String> SETTLEMENT_WORDS =
            Set.of("town", "village", "city", "قريه", "مدينه");
    private static final Set<String> ARTICLES =
            Set.of("al", "el", "il", "ul", "ал", "эл", "аль", "эль");
    private static final String ARTICLE_VOWELS = "aeiuаэеу";
    private static final Pattern JOINED_ARTICLE =
            Pattern.compile("(?i)(?<!\\p{L})([aeiu](?:l|([rstdnz])(?=['’]\\2)))['’](?=\\p{L})");
    private static final String ARABIC_ARTICLE = "ال";

    /** Shorter rests are no words: most of what has one letter after ال begins with these two. */
    private static final int SHORTEST_AFTER_ARABIC_ARTICLE = 2;

    /** "Shah" and "Teh" are names of their own; "Raqqah" is not. */
    private static final int SHORTEST_WITH_SILENT_H = 5;

    private Names() {}

    /** The fold of a name: words parted by single spaces; empty for a blank name alone. */
    public static String fold(String name) {
        List<String> words = Letters.words(partedArticles(name));
        if (words.isEmpty()) {
            return name.strip().toLowerCase(Locale.ROOT);
        }
        return withoutSettlementWords(withoutArticles(words)).stream()
                .map(Names::withoutFinalH)
                .collect(Collectors.joining(" "));
    }

    /**
     * An article that is joined by an apostrophe, "al'Bab", is parted from its word. Not by the
     * signs for ayn, which belong to the word.
     */
    static String partedArticles(String name) {
        boolean apostrophe = name.indexOf('\'') >= 0 || name.indexOf('’') >= 0;
        return apostrophe ? JOINED_ARTICLE.matcher(name).replaceAll("$1 ") : name;
    }

    static List<String> withoutArticles(List<String> words) {
        List<String> kept = new ArrayList<>(words.size());
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (i + 1 < words.size() && isArticle(word, words.get(i + 1))) {
                continue;
            }
            boolean prefixed =
                    word.startsWith(ARABIC_ARTICLE)
                            && word.length() - ARABIC_ARTICLE.length()
                                    >= SHORTEST_AFTER_ARABIC_ARTICLE;
            kept.add(prefixed ? word.substring(ARABIC_ARTICLE.length()) : word);
        }
        return kept;
    }

    private static String withoutFinalH(String word) {
        boolean silent = word.endsWith("ah") || word.endsWith("eh");
        return silent && word.length() >= SHORTEST_WITH_SILENT_H
                ? word.substring(0, word.length() - 1)
                : word;
    }

    /** "al" and its like, or a vowel with the consonant that the next word begins with. */
    private static boolean isArticle(String word, String next) {
        if (ARTICLES.contains(word)) {
            return true;
        }
        return (word.length() == 2 || word.length() == 3)
                && ARTICLE_VOWELS.indexOf(word.charAt(0)) >= 0
                && ARTICLE_VOWELS.indexOf(word.charAt(1)) < 0
                && next.length() >= word.length()
                && next.startsWith(word.substring(1));
    }

    private static List<String> withoutSettlementWords(List<String> words) {
        int from = 0;
        int to = words.size();
        if (to - from > 1 && SETTLEMENT_WORDS.contains(words.getLast())) {
            to--;
        }
        if (to - from > 1 && SETTLEMENT_WORDS.contains(words.getFirst())) {
            from++;
            if (to - from > 1 && words.get(from).equals("of")) {
                from++;
            }
        }
        return words.subList(from, to);
    }
}
