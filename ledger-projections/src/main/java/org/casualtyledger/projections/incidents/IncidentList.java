package org.casualtyledger.projections.incidents;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.casualtyledger.counting.Derivation;
import org.casualtyledger.counting.IncidentState;
import org.casualtyledger.counting.Methodology;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.projections.processing.ReadSideUnavailable;
import org.casualtyledger.projections.versions.StoredIncidents;

/**
 * Lists incidents by the first day of a standing report, as of a position. An incident stands in
 * the list once, at the first of its reports that the filters let pass.
 */
final class IncidentList {
    /** Rows read at a time where a grade is looked for. */
    private static final int BATCH = 500;

    /**
     * Rows read for one page at most: a rare grade is looked for over several pages, each answered
     * in time.
     */
    private static final int ROWS = 5_000;

    private final DataSource read;

    IncidentList(DataSource read) {
        this.read = read;
    }

    /** Where an incident stands in the list. */
    record Key(String theatre, LocalDate day, long position, int ordinal) {
        static final Key START = new Key("", LocalDate.of(1, 1, 1), -1, -1);

        String text() {
            return theatre + " " + day + " " + position + " " + ordinal;
        }

        /**
         * @throws IllegalArgumentException for what {@link #text} never gave
         */
        static Key parse(String text) {
            String[] parts = text.split(" ", -1);
            if (parts.length != 4) {
                throw new IllegalArgumentException("is no cursor of an earlier answer");
            }
            return new Key(
                    parts[0],
                    LocalDate.parse(parts[1]),
                    Long.parseLong(parts[2]),
                    Integer.parseInt(parts[3]));
        }
    }

    record Row(Key key, IncidentState state, Derivation derivation) {}

    /**
     * @param next where the list goes on; empty at its end
     */
    record Page(List<Row> rows, Optional<Key> next) {}

    Page page(ListQuestion question, long position, Key after, Methodology methodology) {
        try (Connection connection = read.getConnection()) {
            List<Row> rows = new ArrayList<>();
            Key last = after;
            int size = question.grade().isPresent() ? BATCH : question.limit();
            for (int seen = 0; seen < ROWS; seen += size) {
                Map<IncidentId, Key> batch = batch(connection, question, position, last, size);
                for (Row row : rows(connection, position, batch, methodology)) {
                    last = row.key();
                    if (question.wants(row.derivation().grade())) {
                        rows.add(row);
                    }
                    if (rows.size() == question.limit()) {
                        return new Page(rows, Optional.of(last));
                    }
                }
                if (batch.size() < size) {
                    return new Page(rows, Optional.empty());
                }
            }
            return new Page(rows, Optional.of(last));
        } catch (SQLException e) {
            throw new ReadSideUnavailable(e);
        }
    }

    private static List<Row> rows(
            Connection connection,
            long position,
            Map<IncidentId, Key> batch,
            Methodology methodology)
            throws SQLException {
        Map<IncidentId, IncidentState> states = new LinkedHashMap<>();
        StoredIncidents.at(connection, position, batch.keySet())
                .forEach(state -> states.put(state.id(), state));
        List<Row> rows = new ArrayList<>();
        batch.forEach(
                (id, key) -> {
                    IncidentState state = states.get(id);
                    if (state != null) {
                        rows.add(new Row(key, state, methodology.derivation(state)));
                    }
                });
        return rows;
    }

    private static Map<IncidentId, Key> batch(
            Connection connection, ListQuestion question, long position, Key after, int size)
            throws SQLException {
        ListStatement statement = new ListStatement(question, position, after, size);
        Map<IncidentId, Key> batch = new LinkedHashMap<>();
        try (PreparedStatement prepared = connection.prepareStatement(statement.sql())) {
            int n = 1;
            for (Object parameter : statement.parameters()) {
                prepared.setObject(n++, parameter);
            }
            try (ResultSet row = prepared.executeQuery()) {
                while (row.next()) {
                    batch.put(
                            new IncidentId(row.getObject(1, UUID.class)),
                            new Key(
                                    row.getString(2),
                                    row.getObject(3, LocalDate.class),
                                    row.getLong(4),
                                    row.getInt(5)));
                }
            }
        }
        return batch;
    }
}
