package org.casualtyledger.projections.tallies;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.casualtyledger.counting.Measures;
import org.casualtyledger.edge.Problem;
import org.casualtyledger.projections.processing.ReadSideUnavailable;
import org.jspecify.annotations.Nullable;

/** Answers questions about tallies. */
final class Tallies {
    /** Most rows of one answer, about 15 MB of JSON; whole tables belong into exports. */
    static final int ROWS = 50_000;

    private final DataSource read;

    Tallies(DataSource read) {
        this.read = read;
    }

    /**
     * @param asOf a position that is applied, or empty for the latest
     * @param latest about where the read side is
     * @throws org.casualtyledger.edge.ProblemException 422 for more than {@link #ROWS} rows
     */
    TallyAnswer answer(TallyQuestion question, OptionalLong asOf, long latest) {
        TallyStatement statement = new TallyStatement(question, asOf, latest, ROWS + 1);
        try (Connection connection = read.getConnection();
                PreparedStatement prepared = connection.prepareStatement(statement.sql())) {
            int n = 1;
            for (Object parameter : statement.parameters()) {
                prepared.setObject(n++, parameter);
            }
            try (ResultSet rows = prepared.executeQuery()) {
                return read(rows, statement.columns(), question);
            }
        } catch (SQLException e) {
            throw new ReadSideUnavailable(e);
        }
    }

    private static TallyAnswer read(ResultSet rows, int columns, TallyQuestion question)
            throws SQLException {
        long position = -1;
        List<TallyAnswer.Group> groups = new ArrayList<>();
        Measures total = Measures.ZERO;
        Optional<Measures> overlapping =
                question.months() instanceof Months.Within
                        ? Optional.of(Measures.ZERO)
                        : Optional.empty();
        while (rows.next()) {
            position = rows.getLong(1);
            boolean inside = rows.getBoolean(2);
            if (rows.wasNull()) {
                continue; // nothing at all is inside
            }
            Measures measures = MeasureColumns.read(rows, 3 + columns);
            if (!inside) {
                overlapping = Optional.of(measures);
                continue;
            }
            total = total.plus(measures);
            if (columns > 0) {
                groups.add(new TallyAnswer.Group(values(rows, columns), measures));
            }
        }
        if (groups.size() > ROWS) {
            throw new Problem(
                            422,
                            "too-many-rows",
                            "The answer has too many rows",
                            "More than " + ROWS + "; group by less, or filter.")
                    .asException();
        }
        return new TallyAnswer(position, groups, total, overlapping);
    }

    private static List<Optional<Object>> values(ResultSet row, int columns) throws SQLException {
        List<Optional<Object>> values = new ArrayList<>(columns);
        for (int i = 0; i < columns; i++) {
            values.add(Optional.ofNullable(value(row.getObject(3 + i))));
        }
        return values;
    }

    private static @Nullable Object value(@Nullable Object column) throws SQLException {
        return column instanceof Array array ? List.of((String[]) array.getArray()) : column;
    }
}
