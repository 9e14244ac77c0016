package org.casualtyledger.projections.tallies;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.casualtyledger.counting.Cause;
import org.casualtyledger.counting.CellKey;
import org.casualtyledger.events.IncidentId;

/** What changed between two positions, from the journal. */
final class JournalChanges {
    private static final int FETCH_ROWS = 2_000;

    private final Connection connection;
    private final TallyFilter filter;
    private final Set<Dim> dims;
    private final FilterSql conditions;

    /**
     * @param needed the parts of a cell that the filter looks at
     */
    JournalChanges(Connection connection, TallyFilter filter, Names names, Set<Dim> needed) {
        this.connection = connection;
        this.filter = filter;
        this.dims = EnumSet.of(Dim.PERIOD);
        dims.addAll(needed);
        this.conditions =
                FilterSql.of(filter, new Matching(filter, names)).touching(filter.months());
    }

    /** One line of the journal that the filter may take. */
    interface EachLine {
        void line(
                long position,
                Cause cause,
                IncidentId incident,
                CellKey cell,
                org.casualtyledger.counting.Measures measures);
    }

    /** Every line after a position and up to another one, in order. */
    void postings(long after, long through, EachLine each) throws SQLException {
        String sql =
                "SELECT t.position, t.cause, t.incident, "
                        + MeasureColumns.PLAIN
                        + ", "
                        + Dim.names(dims)
                        + "\nFROM (SELECT t.*, "
                        + Dim.columns(dims)
                        + "\nFROM tally_posting t JOIN cell c ON c.id = t.cell"
                        + "\nWHERE t.position > ? AND t.position <= ?"
                        + conditions.conditions()
                        + ") AS t"
                        + Dim.joins(dims)
                        + "\nORDER BY t.position, t.ordinal";
        List<Object> parameters = new ArrayList<>(List.of(after, through));
        parameters.addAll(conditions.parameters());
        try (PreparedStatement statement = Counted.prepared(connection, sql, parameters)) {
            statement.setFetchSize(FETCH_ROWS);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    each.line(
                            rows.getLong(1),
                            Causes.of(rows.getInt(2)),
                            new IncidentId(rows.getObject(3, UUID.class)),
                            Dim.read(dims, rows, 4 + MeasureColumns.NAMES.size()),
                            MeasureColumns.read(rows, 4));
                }
            }
        }
    }

    private record Move(long cell, long position, int sign) {}

    /**
     * What moved in or out of what the filter takes because names stood for something else: whole
     * cells, with what they held then.
     */
    void moves(long after, long through, Changing changing) throws SQLException {
        if (!filter.needsNames()) {
            return;
        }
        Map<Long, CellKey> cells = cells();
        List<Move> moves = new ArrayList<>();
        cells.forEach(
                (id, cell) -> {
                    for (long at : changing.matching().moves(cell, after, through)) {
                        boolean now = changing.takes(cell, at);
                        if (now != changing.takes(cell, at - 1)) {
                            moves.add(new Move(id, at, now ? 1 : -1));
                        }
                    }
                });
        if (!moves.isEmpty()) {
            held(moves, cells, changing);
        }
    }

    private Map<Long, CellKey> cells() throws SQLException {
        String sql =
                "SELECT t.id, "
                        + Dim.names(dims)
                        + "\nFROM (SELECT c.id, "
                        + Dim.columns(dims)
                        + "\nFROM cell c WHERE true"
                        + conditions.conditions()
                        + ") AS t"
                        + Dim.joins(dims);
        Map<Long, CellKey> cells = new HashMap<>();
        try (PreparedStatement statement =
                        Counted.prepared(connection, sql, conditions.parameters());
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                cells.put(rows.getLong(1), Dim.read(dims, rows, 2));
            }
        }
        return cells;
    }

    private void held(List<Move> moves, Map<Long, CellKey> cells, Changing changing)
            throws SQLException {
        String sums =
                MeasureColumns.NAMES.stream()
                        .map(name -> "sum(m.sign * t." + name + ")")
                        .collect(Collectors.joining(", "));
        String sql =
                "SELECT m.position, m.cell, "
                        + sums
                        + """

                        FROM unnest(?, ?, ?) AS m (cell, position, sign)
                        JOIN tally_posting t ON t.cell = m.cell AND t.position <= m.position
                        GROUP BY m.position, m.cell
                        """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, moves.stream().mapToLong(Move::cell).toArray());
            statement.setObject(2, moves.stream().mapToLong(Move::position).toArray());
            statement.setObject(3, moves.stream().mapToInt(Move::sign).toArray());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    CellKey cell = java.util.Objects.requireNonNull(cells.get(rows.getLong(2)));
                    changing.move(rows.getLong(1), cell, MeasureColumns.read(rows, 3));
                }
            }
        }
    }
}
