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
 *
 * <p>Each partition keeps its own, so that none waits for another. As of the watermark the greatest
 * is right: below it all partitions have told theirs; and where the greatest is above it,
 * everything up to the watermark was recorded by then.
 */
public final class Moments implements Projection {
    private static final String COPY =
            """
            COPY moment (at, partition, position) FROM STDIN (FORMAT binary)
            """;

    @Override
    public void apply(Connection connection, Chunk chunk) throws SQLException {
        Map<Instant, Long> last = new LinkedHashMap<>();
        for (Positioned event : chunk.events()) {
            last.put(event.recorded().at(), event.position());
        }
        int partition = chunk.share().partition();
        Instant first = chunk.events().getFirst().recorded().at();
        CopyRows rows = new CopyRows();
        for (Map.Entry<Instant, Long> moment : last.entrySet()) {
            if (moment.getKey().equals(first)) {
                extend(connection, first, partition, moment.getValue());
            } else {
                rows.row(3).timestamptz(moment.getKey()).int4(partition).int8(moment.getValue());
            }
        }
        rows.into(connection, COPY);
    }

    private static void extend(Connection connection, Instant at, int partition, long position)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        INSERT INTO moment (at, partition, position) VALUES (?, ?, ?)
                        ON CONFLICT (at, partition) DO UPDATE SET position = excluded.position
                        """)) {
            statement.setObject(1, OffsetDateTime.ofInstant(at, ZoneOffset.UTC));
            statement.setInt(2, partition);
            statement.setLong(3, position);
            statement.executeUpdate();
        }
    }

    @Override
    public void forget() {}
}
