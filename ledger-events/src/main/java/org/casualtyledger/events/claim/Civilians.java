package org.casualtyledger.events.claim;

/**
 * Civilians harmed: in total and by group. Groups need not sum to the total; no total is ever
 * derived from them.
 *
 * @param unknown civilians whose sex and age the claim does not state
 */
public record Civilians(Range total, Range women, Range children, Range men, Range unknown) {
    public static final Civilians NOT_STATED =
            new Civilians(
                    Range.NOT_STATED,
                    Range.NOT_STATED,
                    Range.NOT_STATED,
                    Range.NOT_STATED,
                    Range.NOT_STATED);

    public static Civilians ofTotal(Range total) {
        return new Civilians(
                total, Range.NOT_STATED, Range.NOT_STATED, Range.NOT_STATED, Range.NOT_STATED);
    }
}
