package org.casualtyledger.gazetteer;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The first half of folding: from a text to words of folded letters. The rules about words are in
 * {@link Names} and {@link ActorNames}.
 */
final class Letters {
    /**
     * Apostrophes, and the signs by which transliterations write ayn and hamza: one writer puts
     * them, the next does not ("Dar‘a", "Dara'a", "Daraa"). They do not part words.
     */
    private static final String DROPPED = "'’‘‛`´ʹʺʻʼʽʾʿˈ′ʔʕ\"“”„«»";

    private Letters() {}

    /** The words of a text, lower case and folded; none of them empty. */
    static List<String> words(String text) {
        String plain = withoutSigns(text).toLowerCase(Locale.ROOT);
        String letters = isAscii(plain) ? plain : Normalizer.normalize(plain, Normalizer.Form.NFKD);
        List<String> words = new ArrayList<>(4);
        StringBuilder word = new StringBuilder();
        letters.codePoints()
                .forEach(
                        c -> {
                            if (isDropped(c)) {
                                return;
                            }
                            if (Character.isLetterOrDigit(c) || isVowelSign(c)) {
                                append(word, c);
                            } else {
                                end(word, words);
                            }
                        });
        end(word, words);
        return words;
    }

    /** Before the decomposition, which would make a space of some of them. */
    private static String withoutSigns(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (DROPPED.indexOf(c) < 0) {
                kept.append(c);
            }
        }
        return kept.toString();
    }

    private static void end(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    private static void append(StringBuilder word, int c) {
        if (Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER) {
            word.append((char) ('0' + Character.digit(c, 10)));
            return;
        }
        switch (c) {
            case 'ı' -> word.append('i');
            case 'ł' -> word.append('l');
            case 'ø' -> word.append('o');
            case 'đ', 'ð' -> word.append('d');
            case 'ħ' -> word.append('h');
            case 'ə' -> word.append('e');
            case 'ß' -> word.append("ss");
            case 'æ' -> word.append("ae");
            case 'œ' -> word.append("oe");
            case 'þ' -> word.append("th");
            // Alef wasla; the other forms of alef, and the carriers of hamza, were decomposed.
            case 'ٱ' -> word.append('ا');
            // Alef maqsura and the Persian ya: at a word's end many write either for ya.
            case 'ى', 'ی' -> word.append('ي');
            case 'ک' -> word.append('ك');
            // Ta marbuta is written as ha by many, and so is the Kurdish e.
            case 'ة', 'ە', 'ہ', 'ھ' -> word.append('ه');
            default -> word.appendCodePoint(c);
        }
    }

    /**
     * Marks over and under letters of scripts that are read without them: accents, harakat, niqqud;
     * tatweel, hamza, and invisible characters. The vowel signs of Indian and South-East Asian
     * scripts are marks too, but without them a word is another word.
     */
    private static boolean isDropped(int c) {
        boolean modifierLetter = c >= 0x02B0 && c <= 0x02FF;
        if (c == 'ـ' || c == 'ء' || modifierLetter) {
            return true;
        }
        return switch (Character.getType(c)) {
            case Character.FORMAT -> true;
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> !isVowelSign(c);
            default -> false;
        };
    }

    private static boolean isVowelSign(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK ->
                    switch (Character.UnicodeScript.of(c)) {
                        case INHERITED, COMMON, LATIN, GREEK, CYRILLIC, ARABIC, HEBREW, SYRIAC ->
                                false;
                        default -> true;
                    };
            default -> false;
        };
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 127) {
                return false;
            }
        }
        return true;
    }
}
