package org.casualtyledger.projections.tallies;

import java.util.OptionalLong;
import org.casualtyledger.counting.Methodology;
import org.casualtyledger.projections.edge.Rules;

/**
 * What an answer stands on.
 *
 * @param asOf the position that was asked for; empty for the latest
 * @param latest where the read side is, or was just now
 * @param rules whose names and default methodology hold
 * @param methodology by which it is counted
 */
record Stand(OptionalLong asOf, long latest, Rules rules, Methodology methodology) {
    long position() {
        return asOf.orElse(latest);
    }

    /** The position whose names and default methodology hold. */
    long rulesPosition() {
        return rules.position(position(), latest);
    }

    /** The same at a position that was found since. */
    Stand at(long position) {
        return new Stand(OptionalLong.of(position), Math.max(position, latest), rules, methodology);
    }
}
