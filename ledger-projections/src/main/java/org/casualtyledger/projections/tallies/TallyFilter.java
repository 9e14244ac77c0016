package org.casualtyledger.projections.tallies;

import java.time.YearMonth;
import java.util.Optional;
import org.casualtyledger.counting.CellGrade;
import org.casualtyledger.edge.Parameters;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.TheatreId;

/**
 * Which cells a question is about.
 *
 * @param place a settlement, or any area or country with all that is in it, by its stated name;
 *     compared without case
 * @param city a city with all that resolves to it: its gazetteer id, or its name without case
 * @param actor by a stated name, without case, or by the id of a registered actor
 * @param throughMembers whether what members of the actor did counts too
 * @param organisation whose account stands behind a cell, alone or with others
 */
record TallyFilter(
        Optional<String> place,
        Optional<String> city,
        Optional<String> actor,
        Role role,
        boolean throughMembers,
        Optional<OrganisationId> organisation,
        Optional<TheatreId> theatre,
        Optional<CellGrade> grade,
        Months months) {
    /** Of all cells. */
    static final TallyFilter NONE =
            new TallyFilter(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Role.ALLEGED,
                    false,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    new Months.Any());

    /** With months as {@code month}, {@code months}, or {@code from} and {@code to}. */
    static TallyFilter read(Parameters p) {
        Optional<Months> month = month(p);
        Optional<YearMonth> from = p.parsed("from", Months::month);
        Optional<YearMonth> to = p.parsed("to", Months::month);
        if (from.isEmpty() && to.isEmpty()) {
            return read(p, month.orElse(new Months.Any()));
        }
        if (month.isPresent()) {
            p.fault("month", "conflict", "cannot be given together with from or to");
        }
        YearMonth first = from.orElse(Months.EARLIEST);
        YearMonth last = to.orElse(Months.LATEST);
        if (last.isBefore(first)) {
            p.fault("to", "before-from", "must not be before from");
            return read(p, new Months.Any());
        }
        return read(p, new Months.Within(first, last));
    }

    /** Where {@code from} and {@code to} mean something else. */
    static TallyFilter readBetween(Parameters p) {
        return read(p, month(p).orElse(new Months.Any()));
    }

    private static Optional<Months> month(Parameters p) {
        Optional<Months> month = p.parsed("month", Months::parse);
        Optional<Months> months = p.parsed("months", Months::parseRange);
        if (month.isPresent() && months.isPresent()) {
            p.fault("months", "conflict", "cannot be given together with month");
        }
        return month.or(() -> months);
    }

    private static TallyFilter read(Parameters p, Months months) {
        TallyFilter filter =
                new TallyFilter(
                        p.text("place"),
                        p.text("city"),
                        p.text("actor"),
                        p.parsed("role", Role::parse).orElse(Role.ALLEGED),
                        p.parsed("through", TallyFilter::through).orElse(false),
                        p.parsed("organisation", OrganisationId::new),
                        p.parsed("theatre", TheatreId::new),
                        p.parsed("grade", TallyFilter::grade),
                        months);
        if (filter.throughMembers() && filter.actor().isEmpty()) {
            p.fault("through", "no-actor", "says how an actor is meant; actor names it");
        }
        return filter;
    }

    private static boolean through(String text) {
        if (!text.equals("coalition")) {
            throw new IllegalArgumentException("must be coalition");
        }
        return true;
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

    /** Whether names must be resolved, or a set of actors looked into, to tell what it is about. */
    boolean needsNames() {
        return city.isPresent() || actor.isPresent();
    }
}
