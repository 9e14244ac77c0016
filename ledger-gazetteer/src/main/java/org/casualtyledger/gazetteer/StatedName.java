package org.casualtyledger.gazetteer;

import java.util.Arrays;
import java.util.List;

/**
 * The names that one stated name gives to a place: "Tadmur/Palmyra town" gives two. What stands in
 * brackets is part of the name: "Tiyas Military Airbase (T4)" is no place of the name "T4".
 */
record StatedName(List<String> folds) {
    static StatedName of(String stated) {
        List<String> folds =
                Arrays.stream(stated.split("/", -1))
                        .map(Names::fold)
                        .filter(fold -> !fold.isEmpty())
                        .distinct()
                        .toList();
        return new StatedName(folds);
    }

    /** The similarity of the stated name that resembles this fold most, in thousandths. */
    int similarityPermille(String fold) {
        return folds.stream().mapToInt(own -> JaroWinkler.permille(own, fold)).max().orElse(0);
    }
}
