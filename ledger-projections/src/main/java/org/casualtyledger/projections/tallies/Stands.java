package org.casualtyledger.projections.tallies;

import java.util.Optional;
import java.util.OptionalLong;
import org.casualtyledger.counting.Methodology;
import org.casualtyledger.edge.Parameters;
import org.casualtyledger.projections.edge.AsOf;
import org.casualtyledger.projections.edge.Cursor;
import org.casualtyledger.projections.edge.KnownMethodologies;
import org.casualtyledger.projections.edge.ReadPositions;
import org.casualtyledger.projections.edge.Rules;

/** Finds what an answer stands on. */
final class Stands {
    private final ReadPositions positions;
    private final KnownMethodologies known;

    Stands(ReadPositions positions, KnownMethodologies known) {
        this.positions = positions;
        this.known = known;
    }

    /** The parameters {@code asOf}, {@code atLeast}, {@code rules} and {@code methodology}. */
    record Wanted(
            ReadPositions.Wanted at, Rules rules, Optional<KnownMethodologies.Asked> methodology) {}

    static Wanted read(Parameters parameters) {
        return new Wanted(
                ReadPositions.read(parameters),
                Rules.read(parameters),
                parameters.parsed("methodology", KnownMethodologies.Asked::parse));
    }

    /** Where an answer is always as of now. */
    static Wanted readLatest(Parameters parameters) {
        return new Wanted(
                new ReadPositions.Wanted(
                        new AsOf.Latest(), parameters.number("atLeast", 0, Long.MAX_VALUE)),
                Rules.THEN,
                parameters.parsed("methodology", KnownMethodologies.Asked::parse));
    }

    /**
     * Waits as long as asked, within bounds.
     *
     * @throws org.casualtyledger.edge.ProblemException for a position that is not reached, or a
     *     methodology that is not known
     */
    Stand resolve(Wanted wanted) {
        OptionalLong asOf = positions.resolve(wanted.at());
        return stand(wanted, asOf, positions.latest());
    }

    /** At a position that is applied. */
    Stand at(Wanted wanted, long position) {
        return stand(wanted, OptionalLong.of(position), Math.max(position, positions.latest()));
    }

    /** As an earlier page of the same list stood. */
    Stand pinned(Wanted wanted, Cursor cursor) {
        return stand(wanted, OptionalLong.of(positions.pinned(cursor)), cursor.rules());
    }

    private Stand stand(Wanted wanted, OptionalLong asOf, long latest) {
        long rules = wanted.rules().position(asOf.orElse(latest), latest);
        Methodology methodology = known.asked(wanted.methodology(), rules);
        return new Stand(asOf, latest, wanted.rules(), methodology);
    }
}
