package org.casualtyledger.projections.tallies;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.casualtyledger.counting.Attribution;
import org.casualtyledger.counting.CellGrade;
import org.casualtyledger.counting.CellKey;
import org.casualtyledger.counting.Period;
import org.casualtyledger.counting.PlaceKey;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.claim.ActorRole;

/**
 * A part of a cell, and the SQL that fetches it: the cell's own columns, which are numbers for
 * most, and the names behind them.
 */
enum Dim {
    PLACE(
            List.of("place"),
            "p.country, p.admin, p.settlement, p.precision",
            4,
            "\nJOIN place p ON p.id = t.place"),
    ACTORS(
            List.of("attribution"),
            "a.alleged, a.present",
            2,
            "\nJOIN attribution a ON a.id = t.attribution"),
    ORGANISATIONS(
            List.of("submitters"),
            "s.organisations",
            1,
            "\nJOIN submitters s ON s.id = t.submitters"),
    PERIOD(List.of("first_month", "last_month"), "t.first_month, t.last_month", 2, ""),
    THEATRE(List.of("theatre"), "t.theatre", 1, ""),
    GRADE(List.of("grade"), "t.grade", 1, "");

    static final Set<Dim> ALL = EnumSet.allOf(Dim.class);

    /** What stands for a part that nobody asked for. */
    private static final Period ANY_PERIOD = new Period(Months.EARLIEST, Months.LATEST);

    private final List<String> columns;
    private final String names;
    private final int width;
    private final String join;

    Dim(List<String> columns, String names, int width, String join) {
        this.columns = columns;
        this.names = names;
        this.width = width;
        this.join = join;
    }

    /** {@code c.place, c.attribution}, of the cell {@code c}. */
    static String columns(Set<Dim> dims) {
        return dims.stream()
                .flatMap(dim -> dim.columns.stream())
                .map(column -> "c." + column)
                .collect(Collectors.joining(", "));
    }

    /** Of {@code t}, which has these columns. */
    static String names(Set<Dim> dims) {
        return dims.stream().map(dim -> dim.names).collect(Collectors.joining(", "));
    }

    static String joins(Set<Dim> dims) {
        return dims.stream().map(dim -> dim.join).collect(Collectors.joining());
    }

    static int width(Set<Dim> dims) {
        return dims.stream().mapToInt(dim -> dim.width).sum();
    }

    /** The cell whose names begin at a column; parts that are not asked for stand empty. */
    static CellKey read(Set<Dim> dims, ResultSet row, int from) throws SQLException {
        PlaceKey place = PlaceKey.Residual.ANYWHERE;
        List<Attribution> actors = List.of();
        List<OrganisationId> organisations = List.of();
        Period period = ANY_PERIOD;
        TheatreId theatre = TheatreId.NONE;
        CellGrade grade = CellGrade.UNGRADED;
        int at = from;
        for (Dim dim : dims) {
            switch (dim) {
                case PLACE -> place = place(row, at);
                case ACTORS -> actors = actors(texts(row, at), texts(row, at + 1));
                case ORGANISATIONS ->
                        organisations = texts(row, at).stream().map(OrganisationId::new).toList();
                case PERIOD ->
                        period =
                                new Period(
                                        Cells.month(row.getInt(at)),
                                        Cells.month(row.getInt(at + 1)));
                case THEATRE -> theatre = new TheatreId(row.getString(at));
                case GRADE -> grade = grade(row.getString(at));
            }
            at += dim.width;
        }
        return new CellKey(theatre, place, period, actors, grade, organisations);
    }

    private static PlaceKey place(ResultSet row, int at) throws SQLException {
        Optional<String> country = Optional.ofNullable(row.getString(at));
        List<String> admin = texts(row, at + 1);
        Optional<String> settlement = Optional.ofNullable(row.getString(at + 2));
        String precision = row.getString(at + 3);
        return settlement.isEmpty()
                ? new PlaceKey.Residual(country, admin)
                : new PlaceKey.Settlement(
                        country, admin, settlement.get(), precision.equals("near"));
    }

    private static List<Attribution> actors(List<String> alleged, List<String> present) {
        List<Attribution> actors = new ArrayList<>(present.size());
        for (String name : present) {
            actors.add(
                    new Attribution(
                            name, alleged.contains(name) ? ActorRole.ALLEGED : ActorRole.PARTY));
        }
        return actors;
    }

    private static CellGrade grade(String code) {
        for (CellGrade grade : CellGrade.values()) {
            if (grade.code().equals(code)) {
                return grade;
            }
        }
        throw new IllegalStateException("no grade: " + code);
    }

    private static List<String> texts(ResultSet row, int column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }
}
