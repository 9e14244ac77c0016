package org.casualtyledger.projections.series;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.casualtyledger.counting.Facts;
import org.casualtyledger.counting.PlaceKey;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.ReportCorrected;
import org.casualtyledger.events.ReportEvent;
import org.casualtyledger.events.ReportSubmitted;
import org.casualtyledger.events.ReportWithdrawn;
import org.casualtyledger.events.claim.Claim;
import org.casualtyledger.events.claim.Claimant;
import org.casualtyledger.events.claim.Range;
import org.casualtyledger.events.claim.ReportKind;
import org.casualtyledger.projections.processing.Chunk;
import org.casualtyledger.projections.processing.CopyRows;
import org.casualtyledger.projections.processing.Folded;
import org.casualtyledger.projections.processing.Projection;

/**
 * Keeps every version of each aggregate and cumulative report. A correction or withdrawal ends the
 * version before it; a correction to an incident report ends the series' part in it.
 */
public final class SeriesProjection implements Projection {
    private static final String COPY =
            """
            COPY read.series_version
                (position, to_position, report, kind, organisation, claimant, theatre,
                 country, admin, settlement, folded, from_day, to_day,
                 killed_min, killed_max, injured_min, injured_max, undetermined_min, undetermined_max)
            FROM STDIN (FORMAT binary)
            """;

    @Override
    public void forget() {}

    @Override
    public void apply(Connection connection, Chunk chunk) throws SQLException {
        Map<UUID, Version> open = new HashMap<>();
        Map<UUID, Long> ended = new HashMap<>();
        CopyRows rows = new CopyRows();
        for (int i = 0; i < chunk.events().size(); i++) {
            RecordedEvent recorded = chunk.events().get(i);
            if (!(recorded.event() instanceof ReportEvent event)) {
                continue;
            }
            long position = chunk.from() + i;
            UUID report = event.report().value();
            Version before = open.remove(report);
            if (before != null) {
                before.write(rows, OptionalLong.of(position));
            } else if (!(event instanceof ReportSubmitted)) {
                ended.putIfAbsent(report, position);
            }
            claim(event)
                    .filter(claim -> claim.kind() != ReportKind.INCIDENT)
                    .ifPresent(
                            claim ->
                                    open.put(
                                            report, Version.of(position, recorded, report, claim)));
        }
        end(connection, ended);
        open.values().forEach(version -> version.write(rows, OptionalLong.empty()));
        rows.into(connection, COPY);
    }

    private static Optional<Claim> claim(ReportEvent event) {
        return switch (event) {
            case ReportSubmitted e -> Optional.of(e.claim());
            case ReportCorrected e -> Optional.of(e.claim());
            case ReportWithdrawn _ -> Optional.empty();
        };
    }

    private static void end(Connection connection, Map<UUID, Long> ended) throws SQLException {
        if (ended.isEmpty()) {
            return;
        }
        List<UUID> reports = new ArrayList<>(ended.keySet());
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        UPDATE read.series_version v SET to_position = e.at
                        FROM unnest(?, ?) AS e (report, at)
                        WHERE v.report = e.report AND v.to_position IS NULL
                        """)) {
            statement.setArray(1, connection.createArrayOf("uuid", reports.toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf("int8", reports.stream().map(ended::get).toArray()));
            statement.executeUpdate();
        }
    }

    private record Version(
            long position, RecordedEvent recorded, UUID report, Facts facts, PlaceKey area) {

        static Version of(long position, RecordedEvent recorded, UUID report, Claim claim) {
            Facts facts = Facts.of(claim);
            return new Version(position, recorded, report, facts, PlaceKey.of(facts.where()));
        }

        void write(CopyRows rows, OptionalLong to) {
            List<String> names = new ArrayList<>(area.admin());
            area.country().ifPresent(names::add);
            area.settlement().ifPresent(names::add);
            rows.row(19)
                    .int8(position)
                    .int8(to)
                    .uuid(report)
                    .text(facts.kind().code())
                    .text(recorded.by().value())
                    .text(facts.claimant().map(Claimant::name))
                    .text(recorded.theatre().value())
                    .text(area.country())
                    .texts(area.admin())
                    .text(area.settlement())
                    .texts(Folded.all(names))
                    .date(facts.when().from())
                    .date(facts.when().to());
            range(rows, facts.killed());
            range(rows, facts.injured());
            range(rows, facts.undetermined());
        }

        private static void range(CopyRows rows, Range range) {
            rows.int4(range.min()).int4(range.max());
        }
    }
}
