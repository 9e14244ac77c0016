package org.casualtyledger.projections.tallies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.casualtyledger.counting.Bounds;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.projections.edge.OpenCandidates.Pair;
import org.junit.jupiter.api.Test;

class DoubtTest {
    private static final IncidentId A = new IncidentId(new UUID(0, 1));
    private static final IncidentId B = new IncidentId(new UUID(0, 2));
    private static final IncidentId C = new IncidentId(new UUID(0, 3));
    private static final IncidentId D = new IncidentId(new UUID(0, 4));
    private static final IncidentId E = new IncidentId(new UUID(0, 5));

    @Test
    void of_two_that_may_be_one_the_smaller_may_be_counted_twice() {
        assertThat(
                        Doubt.of(
                                Set.of(new Pair(A, B)),
                                Map.of(A, killed(5, 8), B, killed(7, 12), C, killed(1, 1))))
                .isEqualTo(new Doubt(1, 2, 12, 20, 8));
    }

    @Test
    void what_hangs_together_is_counted_once_at_its_largest() {
        assertThat(
                        Doubt.of(
                                Set.of(new Pair(A, B), new Pair(B, C), new Pair(D, E)),
                                Map.of(
                                        A, killed(1, 4),
                                        B, killed(2, 3),
                                        C, killed(0, 9),
                                        D, killed(1, 1),
                                        E, killed(1, 2))))
                .isEqualTo(new Doubt(3, 5, 5, 19, 8));
    }

    @Test
    void a_pair_of_which_one_is_not_in_the_tally_counts_nothing_twice() {
        assertThat(Doubt.of(Set.of(new Pair(A, B)), Map.of(A, killed(5, 8))))
                .isEqualTo(new Doubt(0, 0, 0, 0, 0));
    }

    private static Bounds killed(long min, long max) {
        return new Bounds(min, max, 0, 0);
    }
}
