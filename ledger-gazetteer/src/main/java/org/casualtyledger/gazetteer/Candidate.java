package org.casualtyledger.gazetteer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A place that may be the stated one, and the weighing of it.
 *
 * @param name the name of it that resembles the stated one most
 * @param country whose place it is
 */
record Candidate(GazetteerPlace place, String name, int similarityPermille, CountryIndex country) {
    /** What the parts of a score may reach; together 1000. */
    private static final int MOST_FOR_NAME = 550;

    private static final int MOST_FOR_DISTANCE = 280;
    private static final int MOST_FOR_ADMIN = 120;
    private static final int MOST_FOR_POPULATION = 50;

    /** At the right spot a human may recognise so bad a spelling. */
    private static final int SIMILAR_NEARBY_PERMILLE = 700;

    /** Elsewhere, or where no point was stated, the name alone has to speak for it. */
    private static final int SIMILAR_ELSEWHERE_PERMILLE = 850;

    /** Beyond, only the very name is worth showing: a province away, similar means little. */
    private static final long FARTHEST_SIMILAR_METRES = 100_000;

    boolean isWorthALook(StatedPlace stated) {
        if (similarityPermille == 1000) {
            return true;
        }
        OptionalLong distance = PlaceMatcher.farthest(stated, place);
        if (distance.isEmpty()) {
            return similarityPermille >= SIMILAR_ELSEWHERE_PERMILLE;
        }
        return distance.getAsLong() <= PlaceMatcher.allowedMetres(stated)
                ? similarityPermille >= SIMILAR_NEARBY_PERMILLE
                : similarityPermille >= SIMILAR_ELSEWHERE_PERMILLE
                        && distance.getAsLong() <= FARTHEST_SIMILAR_METRES;
    }

    /**
     * @param bearers how many places of the country bear the stated name
     */
    Suggestion suggestion(StatedPlace stated, int bearers) {
        OptionalLong distance = PlaceMatcher.farthest(stated, place);
        AdminAgreement admin = AdminAgreement.of(stated.admin(), place, country.seats());
        long allowed = PlaceMatcher.allowedMetres(stated);
        int score =
                similarityPermille * MOST_FOR_NAME / 1000
                        + forDistance(distance, allowed)
                        + forAdmin(admin)
                        + forPopulation();
        List<String> reasons = new ArrayList<>();
        reasons.add(nameReason(bearers));
        reasons.add(distanceReason(distance, allowed));
        adminReason(admin).ifPresent(reasons::add);
        reasons.add(
                place.population() == 0
                        ? "population not recorded"
                        : String.format(Locale.ROOT, "population %,d", place.population()));
        return new Suggestion(place, name, similarityPermille, distance, score, reasons);
    }

    /** Whole within what is allowed, then falling as the distance grows; half without a point. */
    private static int forDistance(OptionalLong distance, long allowed) {
        if (distance.isEmpty()) {
            return MOST_FOR_DISTANCE / 2;
        }
        return (int) (MOST_FOR_DISTANCE * allowed / Math.max(allowed, distance.getAsLong()));
    }

    private static int forAdmin(AdminAgreement admin) {
        return switch (admin) {
            case AGREES -> MOST_FOR_ADMIN;
            case UNKNOWN -> MOST_FOR_ADMIN / 2;
            case DIFFERS -> 0;
        };
    }

    /** Seven for each power of ten: the larger of two is reported about more often. */
    private int forPopulation() {
        int digits = place.population() == 0 ? 0 : Long.toString(place.population()).length();
        return Math.min(MOST_FOR_POPULATION, 7 * digits);
    }

    private String nameReason(int bearers) {
        if (similarityPermille < 1000) {
            return String.format(
                    Locale.ROOT,
                    "the name %s is similar (%.2f)",
                    name,
                    similarityPermille / 1000.0);
        }
        return bearers > 1
                ? "one of " + bearers + " places in the country with this name"
                : "the only place in the country with this name";
    }

    private static String distanceReason(OptionalLong distance, long allowed) {
        if (distance.isEmpty()) {
            return "no point was stated";
        }
        return String.format(
                Locale.ROOT,
                distance.getAsLong() <= allowed
                        ? "%.1f km from the stated point, within the %.0f km allowed"
                        : "%.1f km from the stated point, beyond the %.0f km allowed",
                distance.getAsLong() / 1000.0,
                allowed / 1000.0);
    }

    private Optional<String> adminReason(AdminAgreement admin) {
        return switch (admin) {
            case AGREES -> Optional.of("lies in the stated division");
            case DIFFERS ->
                    Optional.of(
                            "lies in another province, that of "
                                    + place.admin1()
                                            .flatMap(country.seats()::province)
                                            .map(seat -> seat.place().name())
                                            .orElse("another seat"));
            case UNKNOWN -> Optional.empty();
        };
    }
}
