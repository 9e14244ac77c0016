package org.casualtyledger.standalone.bench;

import java.util.List;

/**
 * What one side did, round by round: things per second, or milliseconds.
 *
 * @param rounds in their order; at least one, each above zero
 */
record Spread(List<Double> rounds) {
    Spread {
        rounds = List.copyOf(rounds);
        if (rounds.isEmpty() || rounds.stream().anyMatch(r -> !(r > 0))) {
            throw new IllegalArgumentException("nothing was measured: " + rounds);
        }
    }

    double min() {
        return sorted().getFirst();
    }

    double max() {
        return sorted().getLast();
    }

    /** The middle one; of an even number, halfway between the two in the middle. */
    double median() {
        List<Double> sorted = sorted();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private List<Double> sorted() {
        return rounds.stream().sorted().toList();
    }
}
