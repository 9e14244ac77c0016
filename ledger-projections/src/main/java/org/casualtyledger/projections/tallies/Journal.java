package org.casualtyledger.projections.tallies;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.casualtyledger.counting.Bounds;
import org.casualtyledger.counting.CellKey;
import org.casualtyledger.counting.Measures;
import org.casualtyledger.counting.Posting;
import org.casualtyledger.projections.processing.CopyRows;

/** The journal of postings and their sums. */
final class Journal {
    private static final int MEASURES = 15;

    private static final String COPY_POSTINGS =
            """
            COPY tally_posting
                (position, ordinal, cell, incident, cause, incidents, with_civilian_harm, disputed,
                 killed_min, killed_max, killed_not_stated, killed_open_ended,
                 injured_min, injured_max, injured_not_stated, injured_open_ended,
                 undetermined_min, undetermined_max, undetermined_not_stated, undetermined_open_ended)
            FROM STDIN (FORMAT binary)
            """;
    private static final String COPY_TALLY =
            """
            COPY tally
                (cell, incidents, with_civilian_harm, disputed,
                 killed_min, killed_max, killed_not_stated, killed_open_ended,
                 injured_min, injured_max, injured_not_stated, injured_open_ended,
                 undetermined_min, undetermined_max, undetermined_not_stated, undetermined_open_ended)
            FROM STDIN (FORMAT binary)
            """;
    private static final String ADD =
            """
            UPDATE tally t SET
                incidents = t.incidents + d.incidents,
                with_civilian_harm = t.with_civilian_harm + d.with_civilian_harm,
                disputed = t.disputed + d.disputed,
                killed_min = t.killed_min + d.killed_min,
                killed_max = t.killed_max + d.killed_max,
                killed_not_stated = t.killed_not_stated + d.killed_not_stated,
                killed_open_ended = t.killed_open_ended + d.killed_open_ended,
                injured_min = t.injured_min + d.injured_min,
                injured_max = t.injured_max + d.injured_max,
                injured_not_stated = t.injured_not_stated + d.injured_not_stated,
                injured_open_ended = t.injured_open_ended + d.injured_open_ended,
                undetermined_min = t.undetermined_min + d.undetermined_min,
                undetermined_max = t.undetermined_max + d.undetermined_max,
                undetermined_not_stated = t.undetermined_not_stated + d.undetermined_not_stated,
                undetermined_open_ended = t.undetermined_open_ended + d.undetermined_open_ended
            FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) AS d
                (cell, incidents, with_civilian_harm, disputed,
                 killed_min, killed_max, killed_not_stated, killed_open_ended,
                 injured_min, injured_max, injured_not_stated, injured_open_ended,
                 undetermined_min, undetermined_max, undetermined_not_stated, undetermined_open_ended)
            WHERE t.cell = d.cell
            """;

    /** Rows are locked in the order in which they come. */
    private static final String ADD_IN_ORDER =
            """
            INSERT INTO tally AS t
                (cell, incidents, with_civilian_harm, disputed,
                 killed_min, killed_max, killed_not_stated, killed_open_ended,
                 injured_min, injured_max, injured_not_stated, injured_open_ended,
                 undetermined_min, undetermined_max, undetermined_not_stated, undetermined_open_ended)
            SELECT d.cell, d.incidents, d.with_civilian_harm, d.disputed,
                   d.killed_min, d.killed_max, d.killed_not_stated, d.killed_open_ended,
                   d.injured_min, d.injured_max, d.injured_not_stated, d.injured_open_ended,
                   d.undetermined_min, d.undetermined_max, d.undetermined_not_stated,
                   d.undetermined_open_ended
            FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) AS d
                (cell, incidents, with_civilian_harm, disputed,
                 killed_min, killed_max, killed_not_stated, killed_open_ended,
                 injured_min, injured_max, injured_not_stated, injured_open_ended,
                 undetermined_min, undetermined_max, undetermined_not_stated, undetermined_open_ended)
            ORDER BY d.cell
            ON CONFLICT (cell) DO UPDATE SET
                incidents = t.incidents + excluded.incidents,
                with_civilian_harm = t.with_civilian_harm + excluded.with_civilian_harm,
                disputed = t.disputed + excluded.disputed,
                killed_min = t.killed_min + excluded.killed_min,
                killed_max = t.killed_max + excluded.killed_max,
                killed_not_stated = t.killed_not_stated + excluded.killed_not_stated,
                killed_open_ended = t.killed_open_ended + excluded.killed_open_ended,
                injured_min = t.injured_min + excluded.injured_min,
                injured_max = t.injured_max + excluded.injured_max,
                injured_not_stated = t.injured_not_stated + excluded.injured_not_stated,
                injured_open_ended = t.injured_open_ended + excluded.injured_open_ended,
                undetermined_min = t.undetermined_min + excluded.undetermined_min,
                undetermined_max = t.undetermined_max + excluded.undetermined_max,
                undetermined_not_stated =
                    t.undetermined_not_stated + excluded.undetermined_not_stated,
                undetermined_open_ended =
                    t.undetermined_open_ended + excluded.undetermined_open_ended
            """;

    private final Cells cells;

    /**
     * @param among how many of these may be in one process
     */
    Journal(int among) {
        this.cells = new Cells(among);
    }

    void forget() {
        cells.forget();
    }

    /**
     * @param alone whether nobody else writes the tables at the same time
     */
    void write(Connection connection, List<Posting> postings, boolean alone) throws SQLException {
        if (postings.isEmpty()) {
            return;
        }
        Map<CellKey, Measures> sums = new LinkedHashMap<>();
        for (Posting posting : postings) {
            sums.merge(posting.cell(), posting.measures(), Measures::plus);
        }
        Map<CellKey, Cells.Numbered> numbers = cells.numbers(connection, sums.keySet(), alone);
        CopyRows lines = new CopyRows();
        for (Posting posting : postings) {
            lines.row(5 + MEASURES)
                    .int8(posting.position())
                    .int2(posting.ordinal())
                    .int8(number(numbers, posting.cell()).id())
                    .uuid(posting.incident().value())
                    .int2(Causes.number(posting.cause()));
            for (long value : columns(posting.measures())) {
                lines.int4(Math.toIntExact(value)); // one incident's figures are limited
            }
        }
        lines.into(connection, COPY_POSTINGS);
        if (alone) {
            writeSums(connection, sums, numbers);
        } else {
            addSums(connection, sums, numbers);
        }
    }

    /**
     * Where others add to the same cells: a cell that is new here may be new there as well. By the
     * cells' numbers, so that two who add to the same ones wait for each other in one order.
     */
    private static void addSums(
            Connection connection,
            Map<CellKey, Measures> sums,
            Map<CellKey, Cells.Numbered> numbers)
            throws SQLException {
        SortedMap<Long, Measures> byNumber = new TreeMap<>();
        sums.forEach((cell, sum) -> byNumber.put(number(numbers, cell).id(), sum));
        add(connection, byNumber, ADD_IN_ORDER);
    }

    private static void writeSums(
            Connection connection,
            Map<CellKey, Measures> sums,
            Map<CellKey, Cells.Numbered> numbers)
            throws SQLException {
        CopyRows fresh = new CopyRows();
        Map<Long, Measures> known = new HashMap<>();
        sums.forEach(
                (cell, sum) -> {
                    Cells.Numbered number = number(numbers, cell);
                    if (number.fresh()) {
                        fresh.row(1 + MEASURES).int8(number.id());
                        for (long value : columns(sum)) {
                            fresh.int8(value);
                        }
                    } else if (!sum.isZero()) {
                        known.put(number.id(), sum);
                    }
                });
        fresh.into(connection, COPY_TALLY);
        add(connection, known, ADD);
    }

    private static void add(Connection connection, Map<Long, Measures> sums, String sql)
            throws SQLException {
        if (sums.isEmpty()) {
            return;
        }
        long[][] columns = new long[1 + MEASURES][sums.size()];
        int n = 0;
        for (Map.Entry<Long, Measures> sum : sums.entrySet()) {
            columns[0][n] = sum.getKey();
            long[] values = columns(sum.getValue());
            for (int i = 0; i < MEASURES; i++) {
                columns[1 + i][n] = values[i];
            }
            n++;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < columns.length; i++) {
                statement.setObject(1 + i, columns[i]);
            }
            statement.executeUpdate();
        }
    }

    private static Cells.Numbered number(Map<CellKey, Cells.Numbered> numbers, CellKey cell) {
        return Objects.requireNonNull(numbers.get(cell), "cell without a number");
    }

    /** The measures in the order of the columns. */
    private static long[] columns(Measures m) {
        long[] columns = new long[MEASURES];
        columns[0] = m.incidents();
        columns[1] = m.withCivilianHarm();
        columns[2] = m.disputed();
        put(columns, 3, m.killed());
        put(columns, 7, m.injured());
        put(columns, 11, m.undetermined());
        return columns;
    }

    private static void put(long[] columns, int from, Bounds bounds) {
        columns[from] = bounds.min();
        columns[from + 1] = bounds.max();
        columns[from + 2] = bounds.notStated();
        columns[from + 3] = bounds.openEnded();
    }
}
