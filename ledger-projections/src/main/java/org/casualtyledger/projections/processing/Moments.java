package org.casualtyledger.projections.processing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Recorded time: the last position of each distinct instant, so that a question "as of an instant"
 * has a position. Recorded time never goes backwards, so only a chunk's first instant can be known
 * already.
 */
public final class Moments implements Projection {
    private static final String COPY =
            """
            COPY moment (at, position) FROM STDIN (FORMAT binary)
            """;

    @Override
    public void apply(Connection connection, Chunk chunk) throws SQLException {
        Map<Instant, Long> last = new LinkedHashMap<>();
        for (int i = 0; i < chunk.events().size(); i++) {
            last.put(chunk.events().get(i).at(), chunk.from() + i);
        }
        Instant first = chunk.events().getFirst().at();
        CopyRows rows = new CopyRows();
        for (Map.Entry<Instant, Long> moment : last.entrySet()) {
            if (moment.getKey().equals(first)) {
                extend(connection, first, moment.getValue());
            } else {
                rows.row(2).timestamptz(moment.getKey()).int8(moment.getValue());
            }
        }
        rows.into(connection, COPY);
    }

    private static void extend(Connection connection, Instant at, long position)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        INSERT INTO moment (at, position) VALUES (?, ?)
                        ON CONFLICT (at) DO UPDATE SET position = excluded.position
                        """)) {
            statement.setObject(1, OffsetDateTime.ofInstant(at, ZoneOffset.UTC));
            statement.setLong(2, position);
            statement.executeUpdate();
        }
    }

    @Override
    public void forget() {}
}
