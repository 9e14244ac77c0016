package org.casualtyledger.projections.tallies;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The one SQL statement that answers a plain question: one statement is one snapshot, so its
 * position and its sums belong together.
 *
 * <p>Columns: the position, whether the row is inside the months asked for (null if there is none
 * at all), the group's columns, the measures.
 */
final class TallyStatement {
    private final TallyQuestion question;
    private final List<By.Column> columns = new ArrayList<>();
    private final List<Object> parameters = new ArrayList<>();
    private final Source source;
    private final FilterSql filter;
    private final String sql;

    /**
     * @param asOf empty for the latest position, which has an answer only while all partitions
     *     stand at one: then the running sums are those of that position
     * @param latest about where the read side is; chooses the cheaper of two equal ways
     * @param limit most rows
     */
    TallyStatement(TallyQuestion question, OptionalLong asOf, long latest, int limit) {
        this.question = question;
        for (By by : question.by()) {
            columns.addAll(by.columns(question.filter().role()));
        }
        this.source = Source.of(asOf, latest);
        this.filter = FilterSql.of(question.filter(), Optional.empty(), Optional.empty());
        this.sql = build(asOf, limit);
    }

    String sql() {
        return sql;
    }

    List<Object> parameters() {
        return parameters;
    }

    int columns() {
        return columns.size();
    }

    private String build(OptionalLong asOf, int limit) {
        StringBuilder out = new StringBuilder();
        if (asOf.isPresent()) {
            out.append("WITH head AS (SELECT ?::bigint AS position)\n");
            parameters.add(asOf.getAsLong());
        } else {
            out.append(
                    """
                    WITH head AS (SELECT min(position) AS position FROM feed_position
                                  WHERE projection = 'documented'
                                  HAVING min(position) = max(position))
                    """);
        }
        out.append("SELECT head.position, q.* FROM head LEFT JOIN (\n");
        inside(out, limit);
        if (question.filter().months() instanceof Months.Within) {
            out.append("\nUNION ALL\n");
            overlapping(out);
        }
        return out.append("\n) AS q ON true").append(order()).toString();
    }

    /**
     * Sums by number first, and by name only the few groups that are left: names are slow to group
     * by.
     */
    private void inside(StringBuilder out, int limit) {
        out.append("(SELECT true AS inside");
        for (int i = 0; i < columns.size(); i++) {
            out.append(", ").append(columns.get(i).expression()).append(" AS g").append(i);
        }
        out.append(", ").append(MeasureColumns.SUMS);
        if (columns.isEmpty()) {
            from(out);
            whereInside(out);
        } else {
            String numbers = String.join(", ", numbers());
            out.append("\nFROM (SELECT ").append(numbers).append(", ").append(MeasureColumns.SUMS);
            from(out);
            whereInside(out);
            out.append("\nGROUP BY ").append(numbers).append(") AS t");
            join(out, "p.", "place p ON p.id = t.place");
            join(out, "a.", "attribution a ON a.id = t.attribution");
            join(out, "s.", "submitters s ON s.id = t.submitters");
            out.append("\nGROUP BY ")
                    .append(
                            columns.stream()
                                    .map(By.Column::expression)
                                    .collect(Collectors.joining(", ")))
                    .append("\nHAVING sum(t.incidents) <> 0");
        }
        out.append("\nLIMIT ").append(limit).append(')');
    }

    private void whereInside(StringBuilder out) {
        switch (question.filter().months()) {
            case Months.Any _ -> {}
            case Months.Spanning _ -> out.append("\n  AND c.first_month <> c.last_month");
            case Months.Within w -> {
                out.append("\n  AND c.first_month >= ? AND c.last_month <= ?");
                parameters.add(Cells.month(w.from()));
                parameters.add(Cells.month(w.to()));
            }
        }
    }

    /** The columns of the cell that the groups are made of. */
    private Set<String> numbers() {
        Set<String> numbers = new LinkedHashSet<>();
        for (By.Column column : columns) {
            String expression = column.expression();
            numbers.add(
                    switch (expression.substring(0, 2)) {
                        case "p." -> "c.place";
                        case "a." -> "c.attribution";
                        case "s." -> "c.submitters";
                        default -> "c." + expression.substring(2);
                    });
        }
        return numbers;
    }

    private void overlapping(StringBuilder out) {
        out.append("(SELECT false");
        for (By.Column column : columns) {
            out.append(", NULL::").append(column.type());
        }
        out.append(", ").append(MeasureColumns.SUMS);
        from(out);
        Months.Within w = (Months.Within) question.filter().months();
        out.append(
                """

                  AND c.first_month <= ? AND c.last_month >= ?
                  AND NOT (c.first_month >= ? AND c.last_month <= ?))\
                """);
        parameters.add(Cells.month(w.to()));
        parameters.add(Cells.month(w.from()));
        parameters.add(Cells.month(w.from()));
        parameters.add(Cells.month(w.to()));
    }

    private void from(StringBuilder out) {
        out.append("\nFROM ").append(source.sql()).append("\nJOIN cell c ON c.id = t.cell");
        parameters.addAll(source.parameters());
        out.append("\nWHERE true").append(filter.conditions());
        parameters.addAll(filter.parameters());
    }

    private void join(StringBuilder out, String alias, String table) {
        if (columns.stream().anyMatch(column -> column.expression().startsWith(alias))) {
            out.append("\nJOIN ").append(table);
        }
    }

    private String order() {
        StringBuilder out = new StringBuilder("\nORDER BY q.inside DESC");
        for (int i = 0; i < columns.size(); i++) {
            out.append(", q.g").append(i).append(" NULLS LAST");
        }
        return out.toString();
    }
}
