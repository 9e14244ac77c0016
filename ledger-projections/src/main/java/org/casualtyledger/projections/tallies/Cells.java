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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.casualtyledger.counting.Attribution;
import org.casualtyledger.counting.CellKey;
import org.casualtyledger.counting.PlaceKey;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.StatedName;
import org.casualtyledger.events.Uuids;
import org.casualtyledger.events.claim.ActorRole;
import org.casualtyledger.projections.processing.CopyRows;
import org.casualtyledger.projections.processing.Folded;
import org.casualtyledger.projections.processing.Lru;
import org.casualtyledger.projections.processing.Sha256;

/** The numbers of cells: looked up and given out by the chunk, the recent ones kept in memory. */
final class Cells {
    /** Cells in memory, at about 300 bytes each. */
    private static final int CELLS = 100_000;

    private static final String COPY =
            """
            COPY cell
                (id, key, place, attribution, submitters, first_month, last_month, theatre, grade)
            FROM STDIN (FORMAT binary)
            """;

    private final Lru<CellKey, Long> known;
    private final Dimension<PlaceKey> places;
    private final Dimension<List<Attribution>> attributions;
    private final Dimension<List<OrganisationId>> submitters;

    /**
     * @param among how many of these may be in one process
     */
    Cells(int among) {
        this.known = new Lru<>(CELLS / among);
        this.places =
                new Dimension<>(
                        among,
                        """
                    SELECT key, id FROM place WHERE key = ANY (?)
                    """,
                        """
                    INSERT INTO place
                        (key, country, admin, settlement, precision, folded, stated_key)
                    VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING
                    """,
                        PlaceKey::name,
                        Cells::bindPlace);
        this.attributions =
                new Dimension<>(
                        among,
                        """
                    SELECT key, id FROM attribution WHERE key = ANY (?)
                    """,
                        """
                    INSERT INTO attribution (key, alleged, present, alleged_folded, present_folded)
                    VALUES (?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING
                    """,
                        CellKey::actorsName,
                        Cells::bindAttribution);
        this.submitters =
                new Dimension<>(
                        among,
                        """
                    SELECT key, id FROM submitters WHERE key = ANY (?)
                    """,
                        """
                    INSERT INTO submitters (key, organisations)
                    VALUES (?, ?) ON CONFLICT (key) DO NOTHING
                    """,
                        CellKey::organisationsName,
                        Cells::bindSubmitters);
    }

    /** A cell's number, and whether it was given out just now. */
    record Numbered(long id, boolean fresh) {}

    /** A cell as the table holds it. */
    private record Row(CellKey cell, int place, int attribution, int submitters) {
        /** UUIDv8 of SHA-256 over all columns. */
        UUID key() {
            return Uuids.named(
                    Sha256.of(
                            place
                                    + " "
                                    + attribution
                                    + " "
                                    + submitters
                                    + " "
                                    + month(cell.period().first())
                                    + " "
                                    + month(cell.period().last())
                                    + " "
                                    + cell.theatre().value()
                                    + " "
                                    + cell.grade().code()));
        }
    }

    void forget() {
        known.clear();
        places.forget();
        attributions.forget();
        submitters.forget();
    }

    /**
     * @param alone whether nobody else adds cells at the same time
     */
    Map<CellKey, Numbered> numbers(Connection connection, Collection<CellKey> cells, boolean alone)
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
            resolve(connection, unknown, numbered, alone);
        }
        return numbered;
    }

    private void resolve(
            Connection connection,
            Set<CellKey> unknown,
            Map<CellKey, Numbered> numbered,
            boolean alone)
            throws SQLException {
        Map<UUID, Row> rows = rows(connection, unknown);
        find(connection, rows, numbered);
        rows.values().removeIf(row -> numbered.containsKey(row.cell()));
        if (rows.isEmpty()) {
            return;
        }
        if (alone) {
            add(connection, rows, numbered);
        } else {
            addBesideOthers(connection, rows);
            find(connection, rows, numbered);
        }
    }

    /**
     * Adds what nobody else has added meanwhile; waits for those that just add the same. In the
     * order of the keys, so that two of them never wait for each other crosswise.
     */
    private static void addBesideOthers(Connection connection, Map<UUID, Row> fresh)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        INSERT INTO cell
                            (id, key, place, attribution, submitters, first_month, last_month,
                             theatre, grade)
                        VALUES (nextval('cell_id'), ?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (key) DO NOTHING
                        """)) {
            for (Map.Entry<UUID, Row> entry : new TreeMap<>(fresh).entrySet()) {
                Row row = entry.getValue();
                CellKey cell = row.cell();
                statement.setObject(1, entry.getKey());
                statement.setInt(2, row.place());
                statement.setInt(3, row.attribution());
                statement.setInt(4, row.submitters());
                statement.setInt(5, month(cell.period().first()));
                statement.setInt(6, month(cell.period().last()));
                statement.setString(7, cell.theatre().value());
                statement.setString(8, cell.grade().code());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private Map<UUID, Row> rows(Connection connection, Set<CellKey> cells) throws SQLException {
        Map<PlaceKey, Integer> place =
                places.ids(connection, cells.stream().map(CellKey::place).toList());
        Map<List<Attribution>, Integer> attribution =
                attributions.ids(connection, cells.stream().map(CellKey::actors).toList());
        Map<List<OrganisationId>, Integer> organisations =
                submitters.ids(connection, cells.stream().map(CellKey::organisations).toList());
        Map<UUID, Row> rows = new LinkedHashMap<>();
        for (CellKey cell : cells) {
            Row row =
                    new Row(
                            cell,
                            Objects.requireNonNull(place.get(cell.place())),
                            Objects.requireNonNull(attribution.get(cell.actors())),
                            Objects.requireNonNull(organisations.get(cell.organisations())));
            rows.put(row.key(), row);
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

    private void find(Connection connection, Map<UUID, Row> rows, Map<CellKey, Numbered> numbered)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT key, id FROM cell WHERE key = ANY (?)
                        """)) {
            statement.setArray(1, connection.createArrayOf("uuid", rows.keySet().toArray()));
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    Row row = rows.get(found.getObject(1, UUID.class));
                    if (row != null) {
                        numbered.put(row.cell(), new Numbered(found.getLong(2), false));
                        known.put(row.cell(), found.getLong(2));
                    }
                }
            }
        }
    }

    private void add(Connection connection, Map<UUID, Row> fresh, Map<CellKey, Numbered> numbered)
            throws SQLException {
        CopyRows copy = new CopyRows();
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT nextval('cell_id') FROM generate_series(1, ?)
                        """)) {
            statement.setInt(1, fresh.size());
            try (ResultSet ids = statement.executeQuery()) {
                for (Map.Entry<UUID, Row> entry : fresh.entrySet()) {
                    ids.next();
                    long id = ids.getLong(1);
                    Row row = entry.getValue();
                    CellKey cell = row.cell();
                    copy.row(9)
                            .int8(id)
                            .uuid(entry.getKey())
                            .int4(row.place())
                            .int4(row.attribution())
                            .int4(row.submitters())
                            .int4(month(cell.period().first()))
                            .int4(month(cell.period().last()))
                            .text(cell.theatre().value())
                            .text(cell.grade().code());
                    numbered.put(cell, new Numbered(id, true));
                    known.put(cell, id);
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
        statement.setString(
                7,
                place.settlement()
                        .map(name -> new StatedName(place.country(), place.admin(), name).key())
                        .orElse(null));
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
