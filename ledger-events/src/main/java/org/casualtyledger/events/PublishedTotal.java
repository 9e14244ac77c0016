package org.casualtyledger.events;

import java.util.OptionalLong;

/**
 * The total of a published answer, as it was signed.
 *
 * @param disputed incidents of which trusted assessors judge differently
 * @param undetermined killed people whose civilian status is not determined
 */
public record PublishedTotal(
        long incidents,
        long withCivilianHarm,
        long disputed,
        Sum killed,
        Sum injured,
        Sum undetermined) {
    /**
     * A sum of ranges, in people.
     *
     * @param min empty where nothing was stated
     * @param max likewise
     * @param notStated incidents of which nothing was stated
     * @param openEnded incidents with a minimum and no maximum
     */
    public record Sum(OptionalLong min, OptionalLong max, long notStated, long openEnded) {}
}
