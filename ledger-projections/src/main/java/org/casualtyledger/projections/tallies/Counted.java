package org.casualtyledger.projections.tallies;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiConsumer;
import org.casualtyledger.counting.CellKey;
import org.casualtyledger.counting.Contribution;
import org.casualtyledger.counting.Measures;
import org.casualtyledger.counting.Methodology;
import org.casualtyledger.edge.Problem;
import org.casualtyledger.projections.versions.StoredIncidents;

/**
 * What cells hold as of a position: from the journal, which is kept for one methodology, or counted
 * on request for any other.
 */
final class Counted {
    /** Most incidents that are counted on request: about 3 s of a core. */
    static final int VERSIONS = 50_000;

    private static final int FETCH_ROWS = 2_000;

    private Counted() {}

    /**
     * From the journal: sums of what has the same parts, as far as anybody needs them.
     *
     * @param latest about where the read side is
     * @param needed the parts of a cell that are looked at
     */
    static void fromJournal(
            Connection connection,
            TallyFilter filter,
            Names names,
            long asOf,
            long latest,
            Set<Dim> needed,
            BiConsumer<CellKey, Measures> each)
            throws SQLException {
        Source source = Source.of(OptionalLong.of(asOf), latest);
        FilterSql conditions =
                FilterSql.of(filter, new Matching(filter, names)).touching(filter.months());
        Set<Dim> dims = EnumSet.of(Dim.PERIOD);
        dims.addAll(needed);
        String columns = Dim.columns(dims);
        String sql =
                "SELECT "
                        + Dim.names(dims)
                        + ", "
                        + MeasureColumns.PLAIN
                        + "\nFROM (SELECT "
                        + columns
                        + ", "
                        + MeasureColumns.SUMS
                        + "\nFROM "
                        + source.sql()
                        + "\nJOIN cell c ON c.id = t.cell\nWHERE true"
                        + conditions.conditions()
                        + "\nGROUP BY "
                        + columns
                        + ") AS t"
                        + Dim.joins(dims);
        List<Object> parameters = new ArrayList<>(source.parameters());
        parameters.addAll(conditions.parameters());
        int width = Dim.width(dims);
        try (PreparedStatement statement = prepared(connection, sql, parameters)) {
            statement.setFetchSize(FETCH_ROWS);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    each.accept(Dim.read(dims, rows, 1), MeasureColumns.read(rows, 1 + width));
                }
            }
        }
    }

    /**
     * On request, from the incidents as they held.
     *
     * @throws org.casualtyledger.edge.ProblemException 422 for more than {@link #VERSIONS}
     *     incidents
     */
    static void onRequest(
            Connection connection,
            Methodology methodology,
            long asOf,
            BiConsumer<CellKey, Measures> each)
            throws SQLException {
        refuseTooMany(StoredIncidents.count(connection, asOf, VERSIONS), methodology);
        StoredIncidents.each(
                connection,
                asOf,
                incident -> {
                    for (Contribution contribution : methodology.contributions(incident)) {
                        each.accept(contribution.cell(), contribution.measures());
                    }
                });
    }

    static void refuseTooMany(long versions, Methodology methodology) {
        if (versions > VERSIONS) {
            throw new Problem(
                            422,
                            "too-many-versions",
                            "This methodology cannot be counted on request here",
                            methodology.name()
                                    + " is not kept as a journal, and more than "
                                    + VERSIONS
                                    + " versions of incidents would have to be counted anew.")
                    .asException();
        }
    }

    static PreparedStatement prepared(Connection connection, String sql, List<Object> parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        int n = 1;
        for (Object parameter : parameters) {
            statement.setObject(n++, parameter);
        }
        return statement;
    }
}
