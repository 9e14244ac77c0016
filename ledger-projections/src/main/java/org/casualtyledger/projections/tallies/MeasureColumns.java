package org.casualtyledger.projections.tallies;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.casualtyledger.counting.Bounds;
import org.casualtyledger.counting.Measures;

/** The columns of measures, in the order in which {@link #read} wants them. */
final class MeasureColumns {
    static final List<String> NAMES =
            List.of(
                    "incidents",
                    "with_civilian_harm",
                    "disputed",
                    "killed_min",
                    "killed_max",
                    "killed_not_stated",
                    "killed_open_ended",
                    "injured_min",
                    "injured_max",
                    "injured_not_stated",
                    "injured_open_ended",
                    "undetermined_min",
                    "undetermined_max",
                    "undetermined_not_stated",
                    "undetermined_open_ended");

    /** {@code sum(t.incidents) AS incidents, …}; 0 where there is nothing to sum. */
    static final String SUMS = each(n -> "coalesce(sum(t." + n + "), 0)::bigint AS " + n);

    static final String PLAIN = each(n -> n);
    static final String NEGATED = each(n -> "-" + n);

    private MeasureColumns() {}

    static String each(Function<String, String> column) {
        return NAMES.stream().map(column).collect(Collectors.joining(", "));
    }

    static Measures read(ResultSet row, int from) throws SQLException {
        return new Measures(
                row.getLong(from),
                row.getLong(from + 1),
                row.getLong(from + 2),
                bounds(row, from + 3),
                bounds(row, from + 7),
                bounds(row, from + 11));
    }

    private static Bounds bounds(ResultSet row, int from) throws SQLException {
        return new Bounds(
                row.getLong(from),
                row.getLong(from + 1),
                row.getLong(from + 2),
                row.getLong(from + 3));
    }
}
