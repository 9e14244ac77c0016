package org.casualtyledger.gazetteer;

import java.util.OptionalLong;

/**
 * A place that may be the stated one.
 *
 * @param name the name of it that resembles the stated one most
 * @param country whose place it is
 */
record Candidate(GazetteerPlace place, String name, int similarityPermille, CountryIndex country) {
    /** At the right spot a human may recognise so bad a spelling. */
    private static final int SIMILAR_NEARBY_PERMILLE = 780;

    /** Elsewhere, or where no point was stated, the name alone has to speak for it. */
    private static final int SIMILAR_ELSEWHERE_PERMILLE = 850;

    /** Beyond, only the very name is worth showing: a province away, similar means little. */
    private static final long FARTHEST_SIMILAR_METRES = 50_000;

    boolean isWorthALook(StatedPlace stated) {
        if (similarityPermille == 1000) {
            return true;
        }
        OptionalLong distance = PlaceMatcher.farthest(stated, place);
        if (distance.isEmpty()) {
            return similarityPermille >= SIMILAR_ELSEWHERE_PERMILLE;
        }
        return distance.getAsLong() <= PlaceMatcher.TOLERANCE_METRES
                ? similarityPermille >= SIMILAR_NEARBY_PERMILLE
                : similarityPermille >= SIMILAR_ELSEWHERE_PERMILLE
                        && distance.getAsLong() <= FARTHEST_SIMILAR_METRES;
    }
}
