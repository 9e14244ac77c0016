package org.casualtyledger.gazetteer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A candidate with what speaks for it, the likeliest first.
 *
 * @param distance metres from the farthest stated point, if any was stated
 * @param allowed how far it may be
 * @param score 0 to 1000
 */
record Weighed(
        Candidate candidate, OptionalLong distance, long allowed, AdminAgreement admin, int score)
        implements Comparable<Weighed> {
    /** What the parts of a score may reach; together 1000. */
    private static final int MOST_FOR_NAME = 550;

    private static final int MOST_FOR_DISTANCE = 280;
    private static final int MOST_FOR_ADMIN = 120;
    private static final int MOST_FOR_POPULATION = 50;

    private static final Comparator<Weighed> LIKELIEST =
            Comparator.comparingInt(Weighed::score)
                    .reversed()
                    .thenComparing(weighed -> weighed.candidate.place(), Gazetteer.MOST_POPULOUS);

    static Weighed of(Candidate candidate, StatedPlace stated) {
        OptionalLong distance = PlaceMatcher.farthest(stated, candidate.place());
        long allowed = PlaceMatcher.allowedMetres(stated);
        AdminAgreement admin =
                AdminAgreement.of(stated.admin(), candidate.place(), candidate.country().seats());
        int score =
                candidate.similarityPermille() * MOST_FOR_NAME / 1000
                        + forDistance(distance, allowed)
                        + forAdmin(admin)
                        + forPopulation(candidate.place().population());
        return new Weighed(candidate, distance, allowed, admin, score);
    }

    @Override
    public int compareTo(Weighed other) {
        return LIKELIEST.compare(this, other);
    }

    /**
     * @param bearers how many places of the country bear the stated name
     */
    Suggestion suggestion(int bearers) {
        GazetteerPlace place = candidate.place();
        List<String> reasons = new ArrayList<>();
        reasons.add(nameReason(bearers));
        reasons.add(distanceReason());
        adminReason().ifPresent(reasons::add);
        reasons.add(
                place.population() == 0
                        ? "population not recorded"
                        : String.format(Locale.ROOT, "population %,d", place.population()));
        return new Suggestion(
                place, candidate.name(), candidate.similarityPermille(), distance, score, reasons);
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
    private static int forPopulation(long population) {
        int digits = population == 0 ? 0 : Long.toString(population).length();
        return Math.min(MOST_FOR_POPULATION, 7 * digits);
    }

    private String nameReason(int bearers) {
        if (candidate.similarityPermille() < 1000) {
            return String.format(
                    Locale.ROOT,
                    "the name %s is similar (%.2f)",
                    candidate.name(),
                    candidate.similarityPermille() / 1000.0);
        }
        return bearers > 1
                ? "one of " + bearers + " places in the country with a stated name"
                : "the only place in the country named " + candidate.name();
    }

    private String distanceReason() {
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

    private Optional<String> adminReason() {
        return switch (admin) {
            case AGREES -> Optional.of("lies in the stated division");
            case DIFFERS ->
                    Optional.of(
                            "lies in another province, that of "
                                    + candidate
                                            .place()
                                            .admin1()
                                            .flatMap(candidate.country().seats()::province)
                                            .map(seat -> seat.place().name())
                                            .orElse("another seat"));
            case UNKNOWN -> Optional.empty();
        };
    }
}
