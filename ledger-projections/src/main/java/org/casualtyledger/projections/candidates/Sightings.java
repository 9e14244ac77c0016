package org.casualtyledger.projections.candidates;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.claim.PlacePrecision;
import org.casualtyledger.events.claim.Point;
import org.casualtyledger.events.claim.Range;
import org.casualtyledger.gazetteer.Gazetteer;
import org.casualtyledger.gazetteer.Names;
import org.casualtyledger.projections.processing.Folded;

/** Reads the sightings that hold as of a position, ready to be compared. For one question. */
final class Sightings {
    private static final String COLUMNS =
            """
            SELECT s.incident, s.position, s.report, s.organisation, s.from_day, s.to_day, s.lat_e6,
                   s.lon_e6, s.precision, s.country, s.admin, s.settlement, s.killed_min, s.killed_max,
                   s.injured_min, s.injured_max, s.alleged, s.present, s.sources
            FROM sightings_at(?) s
            """;

    private static final String ORDER = "\nORDER BY s.from_day, s.position, s.ordinal";

    private static final Set<String> DIVISIONS =
            Set.of(
                    "governorate",
                    "province",
                    "district",
                    "region",
                    "oblast",
                    "raion",
                    "subdistrict");

    private final Connection connection;
    private final long position;
    private final Map<String, String> actors;
    private final Map<String, String> folds = new HashMap<>();

    /**
     * @param rules the position whose resolutions of actors are used
     */
    Sightings(Connection connection, long position, long rules) throws SQLException {
        this.connection = connection;
        this.position = position;
        this.actors = actors(connection, rules);
    }

    /** Those of these versions of reports that hold. */
    List<Sighting> of(Collection<Long> versions) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(COLUMNS + "WHERE s.position = ANY (?)" + ORDER)) {
            statement.setLong(1, position);
            statement.setArray(2, connection.createArrayOf("int8", versions.toArray()));
            return read(statement);
        }
    }

    /** All that were recorded in a theatre, in the order of their first days. */
    List<Sighting> in(String theatre) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        COLUMNS + "WHERE s.theatre COLLATE \"C\" = ?" + ORDER)) {
            statement.setLong(1, position);
            statement.setString(2, theatre);
            return read(statement);
        }
    }

    /** Those that an organisation recorded in a theatre. */
    List<Sighting> of(String theatre, Collection<String> organisations) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        COLUMNS
                                + """
                                  WHERE s.theatre COLLATE "C" = ? AND s.organisation COLLATE "C" = ANY (?)
                                """
                                + ORDER)) {
            statement.setLong(1, position);
            statement.setString(2, theatre);
            statement.setArray(3, connection.createArrayOf("text", organisations.toArray()));
            return read(statement);
        }
    }

    /** Whose reports stand in each of these incidents. */
    Map<IncidentId, Set<String>> organisations(Collection<IncidentId> incidents)
            throws SQLException {
        Map<IncidentId, Set<String>> organisations = new HashMap<>();
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT i.incident, r.organisation
                        FROM incident_version i
                        CROSS JOIN LATERAL unnest(i.versions) AS v (position)
                        JOIN report_version r ON r.position = v.position
                        WHERE i.incident = ANY (?) AND i.from_position <= ?
                          AND (i.to_position IS NULL OR i.to_position > ?) AND r.standing
                        """)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "uuid", incidents.stream().map(IncidentId::value).toArray()));
            statement.setLong(2, position);
            statement.setLong(3, position);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    organisations
                            .computeIfAbsent(
                                    new IncidentId(row.getObject(1, UUID.class)),
                                    _ -> new TreeSet<>())
                            .add(row.getString(2));
                }
            }
        }
        return organisations;
    }

    private static Map<String, String> actors(Connection connection, long rules)
            throws SQLException {
        Map<String, String> actors = new HashMap<>();
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT stated, actor FROM actor_resolution
                        WHERE actor IS NOT NULL
                          AND from_position <= ? AND (to_position IS NULL OR to_position > ?)
                        """)) {
            statement.setLong(1, rules);
            statement.setLong(2, rules);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    actors.put(row.getString(1), row.getString(2));
                }
            }
        }
        return actors;
    }

    /** Rows of one report stand one after the other; its places are put together. */
    private List<Sighting> read(PreparedStatement statement) throws SQLException {
        Map<Long, Sighting> read = new LinkedHashMap<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                Sighting next = sighting(row);
                read.merge(row.getLong(2), next, Sightings::together);
            }
        }
        return List.copyOf(read.values());
    }

    private static Sighting together(Sighting a, Sighting b) {
        List<Sighting.Where> where = new ArrayList<>(a.where());
        where.addAll(b.where());
        return new Sighting(
                a.incident(),
                a.report(),
                a.organisation(),
                a.from(),
                a.to(),
                where,
                a.killed(),
                a.injured(),
                a.alleged(),
                a.present(),
                a.sources());
    }

    private Sighting sighting(ResultSet row) throws SQLException {
        return new Sighting(
                new IncidentId(row.getObject(1, UUID.class)),
                new ReportId(row.getObject(3, UUID.class)),
                row.getString(4),
                row.getObject(5, LocalDate.class),
                row.getObject(6, LocalDate.class),
                List.of(where(row)),
                range(row, 13),
                range(row, 15),
                names(row.getArray(17)),
                names(row.getArray(18)),
                new LinkedHashSet<>(texts(row.getArray(19))));
    }

    private Sighting.Where where(ResultSet row) throws SQLException {
        OptionalInt lat = figure(row, 7);
        OptionalInt lon = figure(row, 8);
        String precision = row.getString(9);
        List<String> area = new ArrayList<>();
        area.add(Optional.ofNullable(row.getString(10)).map(this::country).orElse(""));
        texts(row.getArray(11)).forEach(name -> area.add(division(name)));
        return new Sighting.Where(
                lat.isPresent() && lon.isPresent()
                        ? Optional.of(new Point(lat.getAsInt(), lon.getAsInt()))
                        : Optional.empty(),
                Arrays.stream(PlacePrecision.values())
                        .filter(p -> p.code().equals(precision))
                        .findFirst()
                        .orElse(PlacePrecision.UNLOCATED),
                Optional.ofNullable(row.getString(12)).map(this::folded),
                area);
    }

    private String folded(String name) {
        return folds.computeIfAbsent(name, Names::fold);
    }

    private String country(String name) {
        return Gazetteer.countryCode(name).orElseGet(() -> folded(name));
    }

    /**
     * "Raqqa" and "Ar Raqqah governorate" stay two names; "Aleppo" and "Aleppo governorate" are
     * one.
     */
    private String division(String name) {
        return Arrays.stream(folded(name).split(" ", -1))
                .filter(word -> !DIVISIONS.contains(word))
                .collect(Collectors.joining(" "));
    }

    private Set<String> names(Array stated) throws SQLException {
        Set<String> names = new LinkedHashSet<>();
        for (String name : texts(stated)) {
            String actor = actors.get(name);
            names.add(actor == null ? Folded.of(name) : "actor:" + actor);
        }
        return names;
    }

    private static List<String> texts(Array array) throws SQLException {
        return Arrays.asList((String[]) array.getArray());
    }

    private static Range range(ResultSet row, int column) throws SQLException {
        return new Range(figure(row, column), figure(row, column + 1), OptionalInt.empty());
    }

    private static OptionalInt figure(ResultSet row, int column) throws SQLException {
        int figure = row.getInt(column);
        return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(figure);
    }
}
