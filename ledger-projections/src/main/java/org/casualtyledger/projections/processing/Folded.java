package org.casualtyledger.projections.processing;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/** How names are compared in filters: NFC and lower case, the same under every locale. */
public final class Folded {
    private Folded() {}

    public static String of(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }

    public static List<String> all(List<String> names) {
        return names.stream().map(Folded::of).distinct().toList();
    }
}
