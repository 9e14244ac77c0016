package org.casualtyledger.standalone.bench;

import java.util.List;

/**
 * What one side did: events per second, round by round.
 *
 * @param perSecond in the order of the rounds; at least one
 */
record Rates(List<Double> perSecond) {
    Rates {
        perSecond = List.copyOf(perSecond);
        if (perSecond.isEmpty() || perSecond.stream().anyMatch(r -> !(r > 0))) {
            throw new IllegalArgumentException("rates without a rate: " + perSecond);
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
        return perSecond.stream().sorted().toList();
    }
}
