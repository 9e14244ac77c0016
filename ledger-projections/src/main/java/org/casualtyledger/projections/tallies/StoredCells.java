package org.casualtyledger.projections.tallies;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.casualtyledger.counting.Measures;
import org.casualtyledger.counting.Methodology;
import org.casualtyledger.projections.edge.StoredTallies;

/** Digests and cells, read from the slice's tables. */
final class StoredCells implements StoredTallies {
    private static final int FETCH_ROWS = 2_000;

    @Override
    public String tallyDigest(Connection connection, Methodology methodology, long position)
            throws SQLException {
        return StoredDigests.tally(connection, methodology, position);
    }

    @Override
    public String postingsDigest(Connection connection, Methodology methodology, long position)
            throws SQLException {
        return StoredDigests.postings(connection, methodology, position);
    }

    @Override
    public Cells cells(Connection connection, long position, String after) throws SQLException {
        // As of what is "latest" here a tally is always the running sums, less what came later.
        Source source = Source.of(OptionalLong.of(position), position);
        List<Object> parameters = new ArrayList<>(source.parameters());
        parameters.add(after);
        PreparedStatement statement =
                Counted.prepared(
                        connection,
                        "SELECT n.name, t.*\nFROM (SELECT t.cell, "
                                + MeasureColumns.SUMS
                                + "\nFROM "
                                + source.sql()
                                + " GROUP BY t.cell) AS t\n"
                                + StoredDigests.NAMED
                                + "WHERE n.name COLLATE \"C\" > ?\nORDER BY n.name COLLATE \"C\"",
                        parameters);
        statement.setFetchSize(FETCH_ROWS);
        return new Rows(statement, statement.executeQuery());
    }

    private record Rows(PreparedStatement statement, ResultSet rows) implements Cells {
        @Override
        public Optional<Cell> next() throws SQLException {
            while (rows.next()) {
                Measures measures = MeasureColumns.read(rows, 3);
                if (!measures.isZero()) {
                    return Optional.of(new Cell(rows.getString(1), measures));
                }
            }
            return Optional.empty();
        }

        @Override
        public void close() throws SQLException {
            statement.close();
        }
    }
}
