package org.casualtyledger.projections.tallies;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.casualtyledger.counting.CellKey;
import org.casualtyledger.counting.Measures;
import org.casualtyledger.edge.Problem;

/** Adds up what cells hold into the answer to a question. */
final class Summing {
    /** Most rows of one answer, about 15 MB of JSON; whole tables belong into exports. */
    static final int ROWS = 50_000;

    private final TallyFilter filter;
    private final Matching matching;
    private final Grouping grouping;
    private final long rules;
    private final boolean grouped;
    private final Map<List<Optional<Object>>, Sum> groups = new HashMap<>();
    private final Sum total = new Sum();
    private Measures overlapping = Measures.ZERO;

    private static final class Sum {
        private Measures whole = Measures.ZERO;
        private final Map<Part, Measures> parts = new EnumMap<>(Part.class);

        void add(Measures measures, Set<Part> to) {
            whole = whole.plus(measures);
            to.forEach(part -> parts.merge(part, measures, Measures::plus));
        }

        /** Parts that were asked for are shown even if they are nothing; so is what adds up. */
        Map<Part, Measures> parts(Set<Part> asked) {
            Map<Part, Measures> shown = new EnumMap<>(parts);
            asked.forEach(part -> shown.putIfAbsent(part, Measures.ZERO));
            if (shown.containsKey(Part.SOLE) || shown.containsKey(Part.SHARED)) {
                shown.putIfAbsent(Part.SOLE, Measures.ZERO);
                shown.putIfAbsent(Part.SHARED, Measures.ZERO);
            }
            return shown;
        }
    }

    Summing(TallyQuestion question, Names names, long rules) {
        this.filter = question.filter();
        this.matching = new Matching(filter, names);
        this.grouping = new Grouping(question.by(), filter.role(), names, rules);
        this.rules = rules;
        this.grouped = !question.by().isEmpty();
    }

    /**
     * @throws org.casualtyledger.edge.ProblemException 422 for more than {@link #ROWS} rows
     */
    void add(CellKey cell, Measures measures) {
        Optional<Set<Part>> taken = matching.parts(cell, rules);
        if (taken.isEmpty()) {
            return;
        }
        if (filter.months().overlaps(cell.period())) {
            overlapping = overlapping.plus(measures);
        }
        if (!filter.months().contains(cell.period())) {
            return;
        }
        total.add(measures, taken.get());
        if (grouped) {
            for (Grouping.Row row : grouping.rows(cell)) {
                Set<Part> parts = row.parts().isEmpty() ? taken.get() : row.parts();
                groups.computeIfAbsent(row.values(), _ -> new Sum()).add(measures, parts);
            }
            if (groups.size() > ROWS) {
                throw tooManyRows().asException();
            }
        }
    }

    TallyAnswer answer(long position) {
        Set<Part> asked = askedParts();
        return new TallyAnswer(
                position,
                groups.entrySet().stream()
                        .filter(group -> !group.getValue().whole.isZero())
                        .sorted(Map.Entry.comparingByKey(BY_NAMES))
                        .map(g -> group(g.getKey(), g.getValue(), asked))
                        .toList(),
                total.whole,
                total.parts(asked),
                filter.months() instanceof Months.Within
                        ? Optional.of(overlapping)
                        : Optional.empty());
    }

    private static TallyAnswer.Group group(
            List<Optional<Object>> values, Sum sum, Set<Part> asked) {
        return new TallyAnswer.Group(values, sum.whole, sum.parts(asked));
    }

    private Set<Part> askedParts() {
        Set<Part> asked = java.util.EnumSet.noneOf(Part.class);
        if (filter.actor().isPresent() && filter.role() == Role.ALLEGED) {
            asked.addAll(Set.of(Part.SOLE, Part.SHARED));
        }
        if (filter.city().isPresent()) {
            asked.addAll(Set.of(Part.AT, Part.NEAR));
        }
        return asked;
    }

    static Problem tooManyRows() {
        return new Problem(
                422,
                "too-many-rows",
                "The answer has too many rows",
                "More than " + ROWS + "; group by less, or filter.");
    }

    /** As PostgreSQL orders the columns: numbers, bytes of text, lists of them, nothing last. */
    private static final Comparator<List<Optional<Object>>> BY_NAMES = Summing::compareAll;

    private static int compareAll(List<Optional<Object>> one, List<Optional<Object>> other) {
        for (int i = 0; i < one.size(); i++) {
            int order = compare(one.get(i), other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static int compare(Optional<Object> one, Optional<Object> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return Boolean.compare(one.isEmpty(), other.isEmpty());
        }
        return compareValues(one.get(), other.get());
    }

    private static int compareValues(Object one, Object other) {
        return switch (one) {
            case Integer number -> number.compareTo((Integer) other);
            case List<?> list -> compareLists(list, (List<?>) other);
            default ->
                    Arrays.compareUnsigned(
                            one.toString().getBytes(UTF_8), other.toString().getBytes(UTF_8));
        };
    }

    private static int compareLists(List<?> one, List<?> other) {
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            int order = compareValues(one.get(i), other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(one.size(), other.size());
    }
}
