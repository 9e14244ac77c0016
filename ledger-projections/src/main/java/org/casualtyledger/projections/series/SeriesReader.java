package org.casualtyledger.projections.series;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import javax.sql.DataSource;
import org.casualtyledger.edge.Problem;
import org.casualtyledger.projections.processing.Folded;
import org.casualtyledger.projections.processing.ReadSideUnavailable;

/** Reads series as of a position. */
final class SeriesReader {
    /** Most points of one answer. */
    static final int POINTS = 10_000;

    private final DataSource read;

    SeriesReader(DataSource read) {
        this.read = read;
    }

    /**
     * The series in the order of their names, their points in the order of the days they end; with
     * revisions, every version that was made by the position, those of one day in the order of the
     * log.
     */
    Map<SeriesKey, List<Point>> asOf(long position, SeriesQuestion question) {
        try (Connection connection = read.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                SELECT organisation, claimant, kind, theatre, country, admin, settlement,
                                       report, position, from_day, to_day, killed_min, killed_max,
                                       injured_min, injured_max, undetermined_min, undetermined_max,
                                       backlog_killed_min, backlog_killed_max, backlog_injured_min,
                                       backlog_injured_max, at, type, to_position, ended_by, reason
                                FROM series_version
                                WHERE position <= ? AND (to_position IS NULL OR to_position > ? OR ?)
                                  AND (?::text IS NULL OR organisation = ?)
                                  AND (?::text IS NULL OR theatre = ?)
                                  AND (?::text IS NULL OR folded @> ARRAY[?::text])
                                ORDER BY organisation, claimant NULLS FIRST, kind, theatre,
                                         country NULLS LAST, admin, settlement NULLS LAST,
                                         to_day, from_day, position
                                LIMIT ?
                                """)) {
            String organisation = question.organisation().map(Object::toString).orElse(null);
            String theatre = question.theatre().map(Object::toString).orElse(null);
            String place = question.place().map(Folded::of).orElse(null);
            statement.setLong(1, position);
            statement.setLong(2, position);
            statement.setBoolean(3, question.revisions());
            statement.setString(4, organisation);
            statement.setString(5, organisation);
            statement.setString(6, theatre);
            statement.setString(7, theatre);
            statement.setString(8, place);
            statement.setString(9, place);
            statement.setInt(10, POINTS + 1);
            try (ResultSet rows = statement.executeQuery()) {
                return read(rows, position);
            }
        } catch (SQLException e) {
            throw new ReadSideUnavailable(e);
        }
    }

    private static Map<SeriesKey, List<Point>> read(ResultSet rows, long position)
            throws SQLException {
        Map<SeriesKey, List<Point>> series = new LinkedHashMap<>();
        int points = 0;
        while (rows.next()) {
            if (++points > POINTS) {
                throw new Problem(
                                422,
                                "too-many-rows",
                                "The answer has too many points",
                                "More than " + POINTS + "; filter by organisation or place.")
                        .asException();
            }
            series.computeIfAbsent(key(rows), _ -> new ArrayList<>()).add(point(rows, position));
        }
        return series;
    }

    private static SeriesKey key(ResultSet row) throws SQLException {
        return new SeriesKey(
                row.getString(1),
                Optional.ofNullable(row.getString(2)),
                row.getString(3),
                row.getString(4),
                Optional.ofNullable(row.getString(5)),
                List.of((String[]) row.getArray(6).getArray()),
                Optional.ofNullable(row.getString(7)));
    }

    private static Point point(ResultSet row, long position) throws SQLException {
        return new Point(
                row.getObject(8, UUID.class),
                new Point.Version(
                        row.getLong(9),
                        row.getObject(22, OffsetDateTime.class).toInstant(),
                        row.getString(23),
                        ended(row, position)),
                row.getObject(10, LocalDate.class),
                row.getObject(11, LocalDate.class),
                stated(row, 12),
                stated(row, 14),
                stated(row, 16),
                new Point.Backlog(stated(row, 18), stated(row, 20)));
    }

    /** An end after the position that is asked about was not known then. */
    private static Optional<Point.Ended> ended(ResultSet row, long position) throws SQLException {
        long at = row.getLong(24);
        return row.wasNull() || at > position
                ? Optional.empty()
                : Optional.of(
                        new Point.Ended(
                                at, row.getString(25), Optional.ofNullable(row.getString(26))));
    }

    private static Point.Stated stated(ResultSet row, int column) throws SQLException {
        return new Point.Stated(figure(row, column), figure(row, column + 1));
    }

    private static OptionalInt figure(ResultSet row, int column) throws SQLException {
        int figure = row.getInt(column);
        return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(figure);
    }
}
