package org.casualtyledger.projections.tallies;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import javax.sql.DataSource;
import org.casualtyledger.counting.Measures;
import org.casualtyledger.counting.Methodology;
import org.casualtyledger.projections.processing.ReadSideUnavailable;
import org.jspecify.annotations.Nullable;

/** Answers questions about tallies. */
final class Tallies {
    private final DataSource read;
    private final Methodology journaled;

    /**
     * @param journaled the methodology that the journal is kept for
     */
    Tallies(DataSource read, Methodology journaled) {
        this.read = read;
        this.journaled = journaled;
    }

    /** Whether a methodology's postings are kept; any other is counted on request. */
    boolean isJournaled(Methodology methodology) {
        return methodology.hash().equals(journaled.hash());
    }

    /**
     * @throws org.casualtyledger.edge.ProblemException 422 for more than {@link Summing#ROWS} rows,
     *     or for too many incidents to count on request
     */
    TallyAnswer answer(TallyQuestion question, Stand stand) {
        if (isJournaled(stand.methodology()) && question.isPlain()) {
            return inSql(question, stand.asOf(), stand.latest())
                    // Some partitions have sums beyond what all have reached: take those back.
                    .or(() -> inSql(question, OptionalLong.of(stand.latest()), stand.latest()))
                    .orElseThrow();
        }
        return Snapshot.of(read, connection -> summed(connection, question, stand));
    }

    /** The same on a connection whose snapshot has the position. */
    TallyAnswer summed(Connection connection, TallyQuestion question, Stand stand)
            throws SQLException {
        Names names = names(connection, question, stand.rulesPosition());
        Summing summing = new Summing(question, names, stand.rulesPosition());
        if (isJournaled(stand.methodology())) {
            Counted.fromJournal(
                    connection,
                    question.filter(),
                    names,
                    stand.position(),
                    stand.latest(),
                    needed(question),
                    summing::add);
        } else {
            Counted.onRequest(connection, stand.methodology(), stand.position(), summing::add);
        }
        return summing.answer(stand.position());
    }

    static Names names(Connection connection, TallyQuestion question, long upTo)
            throws SQLException {
        List<By> by = question.by();
        return StoredNames.read(
                connection,
                upTo,
                question.namesPlaces(),
                question.filter().actor().isPresent() || by.contains(By.EACH_ACTOR));
    }

    static Set<Dim> needed(TallyQuestion question) {
        Set<Dim> needed = EnumSet.noneOf(Dim.class);
        TallyFilter filter = question.filter();
        if (filter.place().isPresent() || filter.city().isPresent()) {
            needed.add(Dim.PLACE);
        }
        if (filter.actor().isPresent()) {
            needed.add(Dim.ACTORS);
        }
        filter.organisation().ifPresent(_ -> needed.add(Dim.ORGANISATIONS));
        filter.theatre().ifPresent(_ -> needed.add(Dim.THEATRE));
        filter.grade().ifPresent(_ -> needed.add(Dim.GRADE));
        for (By by : question.by()) {
            needed.add(
                    switch (by) {
                        case PLACE, PROVINCE, COUNTRY, PRECISION, CITY, DISTRICT -> Dim.PLACE;
                        case ACTOR, EACH_ACTOR -> Dim.ACTORS;
                        case MONTH -> Dim.PERIOD;
                        case GRADE -> Dim.GRADE;
                        case ORGANISATION -> Dim.ORGANISATIONS;
                        case THEATRE -> Dim.THEATRE;
                    });
        }
        return needed;
    }

    /** Empty where the latest is asked for and partitions stand at several positions. */
    private Optional<TallyAnswer> inSql(TallyQuestion question, OptionalLong asOf, long latest) {
        TallyStatement statement = new TallyStatement(question, asOf, latest, Summing.ROWS + 1);
        try (Connection connection = read.getConnection();
                PreparedStatement prepared =
                        Counted.prepared(connection, statement.sql(), statement.parameters());
                ResultSet rows = prepared.executeQuery()) {
            return rows.next()
                    ? Optional.of(read(rows, statement.columns(), question))
                    : Optional.empty();
        } catch (SQLException e) {
            throw new ReadSideUnavailable(e);
        }
    }

    /** From the row on at which the result stands. */
    private static TallyAnswer read(ResultSet rows, int columns, TallyQuestion question)
            throws SQLException {
        long position = rows.getLong(1);
        List<TallyAnswer.Group> groups = new ArrayList<>();
        Measures total = Measures.ZERO;
        Optional<Measures> overlapping =
                question.filter().months() instanceof Months.Within
                        ? Optional.of(Measures.ZERO)
                        : Optional.empty();
        do {
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
                groups.add(new TallyAnswer.Group(values(rows, columns), measures, Map.of()));
            }
        } while (rows.next());
        if (groups.size() > Summing.ROWS) {
            throw Summing.tooManyRows().asException();
        }
        return new TallyAnswer(position, groups, total, Map.of(), overlapping);
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
