package org.casualtyledger.projections;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.casualtyledger.edge.observe.Gauges;
import org.casualtyledger.projections.processing.ReadSideUnavailable;

/** How far the live tables are, of every partition, whichever process applies it. */
final class ProjectionGauges implements Gauges {
    private final DataSource read;
    private final CaughtUp caughtUp;

    ProjectionGauges(DataSource read, CaughtUp caughtUp) {
        this.read = read;
        this.caughtUp = caughtUp;
    }

    private record Partition(int number, long position, boolean failed) {}

    @Override
    public String source() {
        return "projections";
    }

    @Override
    public List<Reading> read() {
        List<Partition> partitions = partitions();
        long watermark = partitions.stream().mapToLong(Partition::position).min().orElse(-1);
        CaughtUp.Lacking lacking = caughtUp.lacking(watermark);
        long last = watermark + lacking.events(); // of the log
        List<Reading> readings = new ArrayList<>();
        for (Partition partition : partitions) {
            Map<String, String> labels = Map.of("partition", Integer.toString(partition.number()));
            readings.add(
                    new Reading(
                            "ledger.projections.lag",
                            "Events of the log that are not applied yet",
                            labels,
                            Math.max(0, last - partition.position())));
            readings.add(
                    new Reading(
                            "ledger.projections.failed",
                            "1 while an event that cannot be applied has stopped it",
                            labels,
                            partition.failed() ? 1 : 0));
        }
        readings.add(
                Reading.of(
                        "ledger.projections.watermark",
                        "The position that all partitions have reached, which answers are as of; -1 before the first",
                        watermark));
        readings.add(
                Reading.of(
                        "ledger.projections.behind.seconds",
                        "Since the first event that is not applied yet was committed",
                        lacking.time().toMillis() / 1e3));
        return readings;
    }

    private List<Partition> partitions() {
        List<Partition> partitions = new ArrayList<>();
        try (Connection connection = read.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                SELECT partition, position, failed_reason IS NOT NULL
                                FROM feed_position WHERE projection = 'documented'
                                ORDER BY partition
                                """);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                partitions.add(new Partition(row.getInt(1), row.getLong(2), row.getBoolean(3)));
            }
        } catch (SQLException e) {
            throw new ReadSideUnavailable(e);
        }
        return partitions;
    }
}
