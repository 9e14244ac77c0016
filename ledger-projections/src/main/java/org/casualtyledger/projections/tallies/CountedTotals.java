package org.casualtyledger.projections.tallies;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.casualtyledger.edge.Parameters;
import org.casualtyledger.edge.ProblemException;
import org.casualtyledger.projections.edge.AsOf;
import org.casualtyledger.projections.edge.KnownMethodologies;
import org.casualtyledger.projections.edge.ReadPositions;
import org.casualtyledger.projections.edge.Rules;
import org.casualtyledger.projections.edge.TallyTotals;

/** Totals of kept queries, counted as {@code GET /v1/tallies} counts. */
final class CountedTotals implements TallyTotals {
    private final Tallies tallies;
    private final Stands stands;

    CountedTotals(Tallies tallies, Stands stands) {
        this.tallies = tallies;
        this.stands = stands;
    }

    @Override
    public Answer at(String query, KnownMethodologies.Asked methodology, long position) {
        try {
            Parameters parameters = Parameters.of(query);
            TallyQuestion question = TallyQuestion.read(parameters);
            parameters.done();
            Stands.Wanted wanted =
                    new Stands.Wanted(
                            new ReadPositions.Wanted(new AsOf.Latest(), OptionalLong.empty()),
                            Rules.THEN,
                            Optional.of(methodology));
            TallyAnswer answer =
                    tallies.answer(
                            new TallyQuestion(question.filter(), List.of()),
                            stands.at(wanted, position));
            return new Answer.Counted(
                    answer.total(), explain(parameters, question.filter().months()));
        } catch (ProblemException e) {
            return new Answer.NotCounted(e.problem().title() + ": " + e.problem().detail());
        }
    }

    /** There, from and to are positions, and months are said in another way. */
    private static String explain(Parameters parameters, Months months) {
        String others = parameters.canonical(Set.of("by", "from", "to", "month", "months"));
        String when =
                switch (months) {
                    case Months.Any _ -> "";
                    case Months.Spanning _ -> "month=spans";
                    case Months.Within w ->
                            "months=" + URLEncoder.encode(w.from() + "/" + w.to(), UTF_8);
                };
        return others.isEmpty() || when.isEmpty() ? others + when : others + "&" + when;
    }
}
