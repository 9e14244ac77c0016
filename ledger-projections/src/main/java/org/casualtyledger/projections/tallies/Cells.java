package org.casualtyledger.projections.tallies;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.casualtyledger.counting.Attribution;
import org.casualtyledger.counting.CellKey;
import org.casualtyledger.counting.PlaceKey;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.claim.ActorRole;
import org.casualtyledger.projections.processing.CopyRows;
import org.casualtyledger.projections.processing.Folded;
import org.casualtyledger.projections.processing.Lru;

/** The numbers of cells: looked up and given out by the chunk, the recent ones kept in memory. */
final class Cells {
    /** Cells in memory, at about 300 bytes each. */
    private static final int CELLS = 100_000;

    private static final String COPY =
            """
            COPY read.cell
                (id, place, attribution, submitters, first_month, last_month, theatre, grade)
            FROM STDIN (FORMAT binary)
            """;

    private final Lru<CellKey, Long> known = new Lru<>(CELLS);
    private final Dimension<PlaceKey> places =
            new Dimension<>(
                    """
                    SELECT key, id FROM read.place WHERE key = ANY (?)
                    """,
                    """
                    INSERT INTO read.place (key, country, admin, settlement, precision, folded)
                    VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING
                    """,
                    PlaceKey::name,
                    Cells::bindPlace);
    private final Dimension<List<Attribution>> attributions =
            new Dimension<>(
                    """
                    SELECT key, id FROM read.attribution WHERE key = ANY (?)
                    """,
                    """
                    INSERT INTO read.attribution (key, alleged, present, alleged_folded, present_folded)
                    VALUES (?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING
                    """,
                    CellKey::actorsName,
                    Cells::bindAttribution);
    private final Dimension<List<OrganisationId>> submitters =
            new Dimension<>(
                    """
                    SELECT key, id FROM read.submitters WHERE key = ANY (?)
                    """,
                    """
                    INSERT INTO read.submitters (key, organisations)
                    VALUES (?, ?) ON CONFLICT (key) DO NOTHING
                    """,
                    CellKey::organisationsName,
                    Cells::bindSubmitters);

    /** A cell's number, and whether it was given out just now. */
    record Numbered(long id, boolean fresh) {}

    /** A cell's identity in the table. */
    private record Row(
            int place,
            int attribution,
            int submitters,
            int firstMonth,
            int lastMonth,
            String theatre,
            String grade) {}

    void forget() {
        known.clear();
        places.forget();
        attributions.forget();
        submitters.forget();
    }

    Map<CellKey, Numbered> numbers(Connection connection, Collection<CellKey> cells)
            throws SQLException {
        Map<CellKey, Numbered> numbered = new HashMap<>();
        Set<CellKey> unknown = new LinkedHashSet<>();
        for (CellKey cell : cells) {
            Long id = known.get(cell);
            if (id == null) {
                unknown.add(cell);
            } else {
                numbered.put(cell, new Numbered(id, false));
            }
        }
        if (!unknown.isEmpty()) {
            resolve(connection, unknown, numbered);
        }
        numbered.forEach((cell, number) -> known.put(cell, number.id()));
        return numbered;
    }

    private void resolve(
            Connection connection, Set<CellKey> unknown, Map<CellKey, Numbered> numbered)
            throws SQLException {
        Map<Row, CellKey> rows = rows(connection, unknown);
        find(connection, rows, numbered);
        List<Row> fresh = new ArrayList<>();
        rows.forEach(
                (row, cell) -> {
                    if (!numbered.containsKey(cell)) {
                        fresh.add(row);
                    }
                });
        if (!fresh.isEmpty()) {
            add(connection, fresh, rows, numbered);
        }
    }

    private Map<Row, CellKey> rows(Connection connection, Set<CellKey> cells) throws SQLException {
        Map<PlaceKey, Integer> place =
                places.ids(connection, cells.stream().map(CellKey::place).toList());
        Map<List<Attribution>, Integer> attribution =
                attributions.ids(connection, cells.stream().map(CellKey::actors).toList());
        Map<List<OrganisationId>, Integer> organisations =
                submitters.ids(connection, cells.stream().map(CellKey::organisations).toList());
        Map<Row, CellKey> rows = new HashMap<>();
        for (CellKey cell : cells) {
            rows.put(
                    new Row(
                            place.getOrDefault(cell.place(), 0),
                            attribution.getOrDefault(cell.actors(), 0),
                            organisations.getOrDefault(cell.organisations(), 0),
                            month(cell.period().first()),
                            month(cell.period().last()),
                            cell.theatre().value(),
                            cell.grade().code()),
                    cell);
        }
        return rows;
    }

    /** A month as the tables hold it. */
    static int month(YearMonth month) {
        return month.getYear() * 12 + month.getMonthValue() - 1;
    }

    static YearMonth month(int number) {
        return YearMonth.of(Math.floorDiv(number, 12), Math.floorMod(number, 12) + 1);
    }

    private static void find(
            Connection connection, Map<Row, CellKey> rows, Map<CellKey, Numbered> numbered)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT c.id, c.place, c.attribution, c.submitters, c.first_month,
                               c.last_month, c.theatre, c.grade
                        FROM unnest(?, ?, ?, ?, ?) AS w (place, attribution, submitters, first_month, last_month)
                        JOIN read.cell c
                          ON c.place = w.place AND c.attribution = w.attribution
                         AND c.first_month = w.first_month AND c.last_month = w.last_month
                         AND c.submitters = w.submitters
                        """)) {
            statement.setArray(1, ints(connection, rows, Row::place));
            statement.setArray(2, ints(connection, rows, Row::attribution));
            statement.setArray(3, ints(connection, rows, Row::submitters));
            statement.setArray(4, ints(connection, rows, Row::firstMonth));
            statement.setArray(5, ints(connection, rows, Row::lastMonth));
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    Row row =
                            new Row(
                                    found.getInt(2),
                                    found.getInt(3),
                                    found.getInt(4),
                                    found.getInt(5),
                                    found.getInt(6),
                                    found.getString(7),
                                    found.getString(8));
                    CellKey cell = rows.get(row);
                    if (cell != null) {
                        numbered.put(cell, new Numbered(found.getLong(1), false));
                    }
                }
            }
        }
    }

    private static Array ints(
            Connection connection, Map<Row, CellKey> rows, ToIntFunction<Row> column)
            throws SQLException {
        return connection.createArrayOf(
                "int4", rows.keySet().stream().mapToInt(column).boxed().toArray());
    }

    private static void add(
            Connection connection,
            List<Row> fresh,
            Map<Row, CellKey> rows,
            Map<CellKey, Numbered> numbered)
            throws SQLException {
        CopyRows copy = new CopyRows();
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT nextval('read.cell_id') FROM generate_series(1, ?)
                        """)) {
            statement.setInt(1, fresh.size());
            try (ResultSet ids = statement.executeQuery()) {
                for (Row row : fresh) {
                    ids.next();
                    long id = ids.getLong(1);
                    copy.row(8)
                            .int8(id)
                            .int4(row.place())
                            .int4(row.attribution())
                            .int4(row.submitters())
                            .int4(row.firstMonth())
                            .int4(row.lastMonth())
                            .text(row.theatre())
                            .text(row.grade());
                    numbered.put(Objects.requireNonNull(rows.get(row)), new Numbered(id, true));
                }
            }
        }
        copy.into(connection, COPY);
    }

    private static void bindPlace(PreparedStatement statement, PlaceKey place) throws SQLException {
        List<String> names = new ArrayList<>(place.admin());
        place.country().ifPresent(names::add);
        place.settlement().ifPresent(names::add);
        statement.setString(2, place.country().orElse(null));
        statement.setArray(3, texts(statement, place.admin()));
        statement.setString(4, place.settlement().orElse(null));
        statement.setString(5, place.precision());
        statement.setArray(6, texts(statement, Folded.all(names)));
    }

    private static void bindAttribution(PreparedStatement statement, List<Attribution> actors)
            throws SQLException {
        List<String> alleged =
                actors.stream()
                        .filter(a -> a.role() == ActorRole.ALLEGED)
                        .map(Attribution::actor)
                        .toList();
        List<String> present = actors.stream().map(Attribution::actor).toList();
        statement.setArray(2, texts(statement, alleged));
        statement.setArray(3, texts(statement, present));
        statement.setArray(4, texts(statement, Folded.all(alleged)));
        statement.setArray(5, texts(statement, Folded.all(present)));
    }

    private static void bindSubmitters(
            PreparedStatement statement, List<OrganisationId> organisations) throws SQLException {
        statement.setArray(
                2, texts(statement, organisations.stream().map(OrganisationId::value).toList()));
    }

    private static Array texts(PreparedStatement statement, List<String> values)
            throws SQLException {
        return statement.getConnection().createArrayOf("text", values.toArray());
    }
}
