package org.casualtyledger.gazetteer;

/**
 * The similarity of two folds by Jaro (1989) with Winkler's (1990) bonus for a common beginning.
 * Made for names: it forgives a vowel more or less and a transposition, as transliterations have
 * them.
 */
final class JaroWinkler {
    private static final int LONGEST_PREFIX = 4;
    private static final double PREFIX_WEIGHT = 0.1;

    private JaroWinkler() {}

    /** In thousandths: 1000 for equal texts, 0 for texts without anything in common. */
    static int permille(String a, String b) {
        if (a.equals(b)) {
            return 1000;
        }
        double jaro = jaro(a, b);
        int prefix = 0;
        int longest = Math.min(LONGEST_PREFIX, Math.min(a.length(), b.length()));
        while (prefix < longest && a.charAt(prefix) == b.charAt(prefix)) {
            prefix++;
        }
        // Only equal texts reach 1000, however this rounds.
        return Math.min(999, (int) Math.round(1000 * (jaro + prefix * PREFIX_WEIGHT * (1 - jaro))));
    }

    private static double jaro(String a, String b) {
        int window = Math.max(0, Math.max(a.length(), b.length()) / 2 - 1);
        boolean[] usedOfB = new boolean[b.length()];
        char[] matched = new char[a.length()];
        int matches = 0;
        for (int i = 0; i < a.length(); i++) {
            int to = Math.min(b.length() - 1, i + window);
            for (int j = Math.max(0, i - window); j <= to; j++) {
                if (!usedOfB[j] && a.charAt(i) == b.charAt(j)) {
                    usedOfB[j] = true;
                    matched[matches++] = a.charAt(i);
                    break;
                }
            }
        }
        if (matches == 0) {
            return 0;
        }
        int outOfOrder = 0;
        for (int j = 0, k = 0; j < b.length(); j++) {
            if (usedOfB[j] && matched[k++] != b.charAt(j)) {
                outOfOrder++;
            }
        }
        double m = matches;
        return (m / a.length() + m / b.length() + (m - outOfOrder / 2.0) / m) / 3;
    }
}
