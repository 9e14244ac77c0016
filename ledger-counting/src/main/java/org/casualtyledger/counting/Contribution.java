package org.casualtyledger.counting;

/** What one incident adds to one cell. */
public record Contribution(CellKey cell, Measures measures) {
    Contribution negated() {
        return new Contribution(cell, measures.negated());
    }
}
