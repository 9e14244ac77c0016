package org.casualtyledger.standalone.bench;

import java.time.Duration;

/**
 * How much is measured.
 *
 * @param name what the page calls it
 * @param seed of everything that is generated
 * @param reports submitted in one round of receipts, by each side
 * @param rows imported in one round
 * @param queries of the smallest tally in one round, by each side; of larger ones fewer
 * @param visible reports whose way into each of two tallies is timed in one round
 * @param warmUps rounds of each work that are not counted: the JIT compiles, caches fill
 * @param leastRounds counted rounds that are made however long they take
 * @param rounds counted rounds
 * @param patience of one work: once it is over, and enough rounds are made, no further one is begun
 */
public record Plan(
        String name,
        long seed,
        int reports,
        int rows,
        int queries,
        int visible,
        int warmUps,
        int leastRounds,
        int rounds,
        Duration patience) {

    private static final long SEED = 20_170_604;

    public Plan {
        if (Math.min(Math.min(reports, rows), Math.min(queries, visible)) < 1
                || warmUps < 0
                || leastRounds < 1
                || rounds < leastRounds) {
            throw new IllegalArgumentException("a plan that measures nothing");
        }
    }

    /**
     * Rounds of one to four seconds on two cores, so that a checkpoint or a collection is a part of
     * all of them.
     */
    public static Plan full() {
        return new Plan("full", SEED, 15_000, 16_566, 8_000, 200, 1, 5, 5, Duration.ofMinutes(10));
    }

    /** Under three minutes on two busy cores: noisier, and said so. */
    public static Plan quick() {
        return new Plan("quick", SEED, 2_000, 3_000, 1_000, 60, 1, 3, 5, Duration.ofSeconds(15));
    }
}
