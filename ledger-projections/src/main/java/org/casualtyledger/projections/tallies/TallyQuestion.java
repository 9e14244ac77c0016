package org.casualtyledger.projections.tallies;

import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.casualtyledger.counting.CellGrade;
import org.casualtyledger.edge.Parameters;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.TheatreId;

/**
 * What is asked of the tallies.
 *
 * @param place a settlement, or any area or country with all that is in it; compared without case
 * @param actor as stated; compared without case
 * @param organisation whose account stands behind a cell, alone or with others
 */
record TallyQuestion(
        Optional<String> place,
        Optional<String> actor,
        Role role,
        Optional<OrganisationId> organisation,
        Optional<TheatreId> theatre,
        Optional<CellGrade> grade,
        Months months,
        List<By> by) {
    static TallyQuestion read(Parameters p) {
        return new TallyQuestion(
                p.text("place"),
                p.text("actor"),
                p.parsed("role", Role::parse).orElse(Role.ALLEGED),
                p.parsed("organisation", OrganisationId::new),
                p.parsed("theatre", TheatreId::new),
                p.parsed("grade", TallyQuestion::grade),
                months(p),
                p.parsed("by", By::parse).orElse(List.of()));
    }

    private static Months months(Parameters p) {
        Optional<Months> month = p.parsed("month", Months::parse);
        Optional<YearMonth> from = p.parsed("from", Months::month);
        Optional<YearMonth> to = p.parsed("to", Months::month);
        if (from.isEmpty() && to.isEmpty()) {
            return month.orElse(new Months.Any());
        }
        if (month.isPresent()) {
            p.fault("month", "conflict", "cannot be given together with from or to");
        }
        YearMonth first = from.orElse(Months.EARLIEST);
        YearMonth last = to.orElse(Months.LATEST);
        if (last.isBefore(first)) {
            p.fault("to", "before-from", "must not be before from");
            return new Months.Any();
        }
        return new Months.Within(first, last);
    }

    private static CellGrade grade(String text) {
        for (CellGrade grade : CellGrade.values()) {
            if (grade.code().equals(text)) {
                return grade;
            }
        }
        throw new IllegalArgumentException(
                "must be confirmed, fair, weak, contested, discounted, ungraded or disputed");
    }
}
