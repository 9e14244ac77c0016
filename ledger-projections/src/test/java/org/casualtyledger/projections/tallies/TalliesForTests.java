package org.casualtyledger.projections.tallies;

import org.casualtyledger.projections.edge.StoredTallies;

/** What tests of other slices need of this one, as the wiring gives it. */
public final class TalliesForTests {
    private TalliesForTests() {}

    public static StoredTallies stored() {
        return new StoredCells();
    }
}
