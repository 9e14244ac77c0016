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
import org.casualtyledger.events.EventCodec;
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
import org.casualtyledger.projections.processing.Positioned;
import org.casualtyledger.projections.processing.Projection;

/**
 * Keeps every version of each aggregate and cumulative report. A correction or withdrawal ends the
 * version before it; a correction to an incident report ends the series' part in it.
 */
public final class SeriesProjection implements Projection {
    private static final String COPY =
            """
            COPY series_version
                (position, to_position, at, type, ended_by, reason, report, kind, organisation, claimant, theatre,
                 country, admin, settlement, folded, from_day, to_day,
                 killed_min, killed_max, injured_min, injured_max, undetermined_min, undetermined_max,
                 backlog_killed_min, backlog_killed_max, backlog_injured_min, backlog_injured_max)
            FROM STDIN (FORMAT binary)
            """;

    @Override
    public void forget() {}

    @Override
    public void apply(Connection connection, Chunk chunk) throws SQLException {
        Map<UUID, Version> open = new HashMap<>();
        Map<UUID, Ending> ended = new HashMap<>();
        CopyRows rows = new CopyRows();
        for (Positioned positioned : chunk.events()) {
            RecordedEvent recorded = positioned.recorded();
            if (!(recorded.event() instanceof ReportEvent event)) {
                continue;
            }
            long position = positioned.position();
            UUID report = event.report().value();
            Version before = open.remove(report);
            if (before != null) {
                before.write(rows, Optional.of(Ending.of(position, event)));
            } else if (!(event instanceof ReportSubmitted)) {
                ended.putIfAbsent(report, Ending.of(position, event));
            }
            claim(event)
                    .filter(claim -> claim.kind() != ReportKind.INCIDENT)
                    .ifPresent(
                            claim ->
                                    open.put(
                                            report, Version.of(position, recorded, report, claim)));
        }
        end(connection, ended);
        open.values().forEach(version -> version.write(rows, Optional.empty()));
        rows.into(connection, COPY);
    }

    private static Optional<Claim> claim(ReportEvent event) {
        return switch (event) {
            case ReportSubmitted e -> Optional.of(e.claim());
            case ReportCorrected e -> Optional.of(e.claim());
            case ReportWithdrawn _ -> Optional.empty();
        };
    }

    /** How a version ends. */
    private record Ending(long position, String by, Optional<String> reason) {
        static Ending of(long position, ReportEvent event) {
            Optional<String> reason =
                    switch (event) {
                        case ReportWithdrawn e -> Optional.of(e.reason().code());
                        case ReportCorrected e when e.claim().kind() == ReportKind.INCIDENT ->
                                Optional.of(ReportKind.INCIDENT.code());
                        case ReportCorrected _, ReportSubmitted _ -> Optional.empty();
                    };
            return new Ending(position, EventCodec.type(event), reason);
        }
    }

    private static void end(Connection connection, Map<UUID, Ending> ended) throws SQLException {
        if (ended.isEmpty()) {
            return;
        }
        List<UUID> reports = new ArrayList<>(ended.keySet());
        List<Ending> endings = new ArrayList<>(ended.values());
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        UPDATE series_version v
                        SET to_position = e.at, ended_by = e.by, reason = e.reason
                        FROM unnest(?, ?, ?, ?) AS e (report, at, by, reason)
                        WHERE v.report = e.report AND v.to_position IS NULL
                        """)) {
            statement.setArray(1, connection.createArrayOf("uuid", reports.toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "int8", endings.stream().map(Ending::position).toArray()));
            statement.setArray(
                    3,
                    connection.createArrayOf("text", endings.stream().map(Ending::by).toArray()));
            statement.setArray(
                    4,
                    connection.createArrayOf(
                            "text", endings.stream().map(e -> e.reason().orElse(null)).toArray()));
            statement.executeUpdate();
        }
    }

    private record Version(
            long position,
            RecordedEvent recorded,
            UUID report,
            Facts facts,
            PlaceKey area,
            Optional<Claim.Backlog> backlog) {
        static Version of(long position, RecordedEvent recorded, UUID report, Claim claim) {
            Facts facts = Facts.of(claim);
            return new Version(
                    position, recorded, report, facts, PlaceKey.of(facts.where()), claim.backlog());
        }

        void write(CopyRows rows, Optional<Ending> ending) {
            List<String> names = new ArrayList<>(area.admin());
            area.country().ifPresent(names::add);
            area.settlement().ifPresent(names::add);
            rows.row(27)
                    .int8(position)
                    .int8(
                            ending.map(e -> OptionalLong.of(e.position()))
                                    .orElse(OptionalLong.empty()))
                    .timestamptz(recorded.at())
                    .text(EventCodec.type(recorded.event()))
                    .text(ending.map(Ending::by))
                    .text(ending.flatMap(Ending::reason))
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
            range(rows, backlog.map(Claim.Backlog::killed).orElse(Range.NOT_STATED));
            range(rows, backlog.map(Claim.Backlog::injured).orElse(Range.NOT_STATED));
        }

        private static void range(CopyRows rows, Range range) {
            rows.int4(range.min()).int4(range.max());
        }
    }
}
