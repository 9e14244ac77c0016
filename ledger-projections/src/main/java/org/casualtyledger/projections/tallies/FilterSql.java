package org.casualtyledger.projections.tallies;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.casualtyledger.projections.processing.Folded;

/**
 * A filter as conditions on the cell {@code c}. Where names must be resolved it lets through all
 * that may ever be taken; {@link Matching} then says what is.
 */
final class FilterSql {
    private final StringBuilder conditions = new StringBuilder();
    private final List<Object> parameters = new ArrayList<>();

    private FilterSql() {}

    /** Without its months. */
    static FilterSql of(
            TallyFilter filter, Optional<Set<String>> places, Optional<Set<String>> actors) {
        FilterSql sql = new FilterSql();
        filter.place()
                .ifPresent(
                        name ->
                                sql.and(
                                        "c.place IN (SELECT id FROM place WHERE folded @> ARRAY[?::text])",
                                        Folded.of(name)));
        places.ifPresent(
                keys ->
                        sql.and(
                                "c.place IN (SELECT id FROM place WHERE stated_key = ANY (?::text[]))",
                                (Object) keys.toArray(String[]::new)));
        actors.ifPresent(
                names ->
                        sql.and(
                                "c.attribution IN (SELECT id FROM attribution WHERE %s && ?::text[])"
                                        .formatted(
                                                filter.role() == Role.PARTY
                                                        ? "present_folded"
                                                        : "alleged_folded"),
                                (Object) names.toArray(String[]::new)));
        filter.organisation()
                .ifPresent(
                        organisation ->
                                sql.and(
                                        "c.submitters IN (SELECT id FROM submitters WHERE organisations @> ARRAY[?::text])",
                                        organisation.value()));
        filter.theatre().ifPresent(theatre -> sql.and("c.theatre = ?", theatre.value()));
        filter.grade().ifPresent(grade -> sql.and("c.grade = ?", grade.code()));
        return sql;
    }

    static FilterSql of(TallyFilter filter, Matching matching) {
        return of(filter, matching.places(), matching.actors());
    }

    /** Also only what lies inside the months, or overlaps them. */
    FilterSql touching(Months months) {
        switch (months) {
            case Months.Any _ -> {}
            case Months.Spanning _ -> and("c.first_month <> c.last_month");
            case Months.Within w ->
                    and(
                            "c.first_month <= ? AND c.last_month >= ?",
                            Cells.month(w.to()),
                            Cells.month(w.from()));
        }
        return this;
    }

    private void and(String condition, Object... values) {
        conditions.append("\n  AND ").append(condition);
        parameters.addAll(List.of(values));
    }

    /** Each begins with AND. */
    String conditions() {
        return conditions.toString();
    }

    List<Object> parameters() {
        return parameters;
    }
}
