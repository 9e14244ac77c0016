package org.casualtyledger.projections.candidates;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.casualtyledger.events.DuplicateConfirmed;
import org.casualtyledger.events.DuplicateDismissed;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.LedgerEvent;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.ReportCorrected;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.ReportSubmitted;
import org.casualtyledger.events.claim.ActorRole;
import org.casualtyledger.events.claim.Claim;
import org.casualtyledger.events.claim.Place;
import org.casualtyledger.events.claim.PlacePrecision;
import org.casualtyledger.events.claim.Point;
import org.casualtyledger.events.claim.Range;
import org.casualtyledger.events.claim.ReportKind;
import org.casualtyledger.events.claim.Source;
import org.casualtyledger.events.claim.StatedActor;
import org.casualtyledger.projections.processing.Chunk;
import org.casualtyledger.projections.processing.CopyRows;
import org.casualtyledger.projections.processing.Positioned;
import org.casualtyledger.projections.processing.Projection;

/**
 * Keeps what a comparison of incidents needs of each version of an incident report, and what was
 * judged of pairs. Nothing is looked up: which version holds is asked when somebody compares.
 */
public final class SightingProjection implements Projection {
    /** Sources kept of one claim: a shared one is found among these. */
    private static final int SOURCES = 50;

    private static final List<Place> NOWHERE =
            List.of(
                    new Place(
                            "",
                            List.of(),
                            Optional.empty(),
                            Optional.empty(),
                            PlacePrecision.UNLOCATED));

    private record Reporter(String theatre, String organisation) {}

    /** The first position, and how many. */
    private record Reported(long from, long sightings) {
        Reported and(Reported more) {
            return new Reported(from, sightings + more.sightings);
        }
    }

    @Override
    public void forget() {}

    @Override
    public void apply(Connection connection, Chunk chunk) throws SQLException {
        CopyRows sightings = new CopyRows();
        CopyRows verdicts = new CopyRows();
        Map<Reporter, Reported> reporters = new LinkedHashMap<>();
        for (Positioned positioned : chunk.events()) {
            long position = positioned.position();
            RecordedEvent recorded = positioned.recorded();
            claim(recorded.event())
                    .ifPresent(
                            seen -> {
                                sight(sightings, position, recorded, seen);
                                reporters.merge(
                                        new Reporter(
                                                recorded.theatre().value(), recorded.by().value()),
                                        new Reported(position, 1),
                                        Reported::and);
                            });
            judged(verdicts, position, recorded);
        }
        report(connection, reporters);
        write(connection, sightings, verdicts);
    }

    private record Seen(ReportId report, Claim claim) {}

    private static Optional<Seen> claim(LedgerEvent event) {
        Optional<Seen> seen =
                switch (event) {
                    case ReportSubmitted e -> Optional.of(new Seen(e.report(), e.claim()));
                    case ReportCorrected e -> Optional.of(new Seen(e.report(), e.claim()));
                    default -> Optional.empty();
                };
        return seen.filter(s -> s.claim().kind() == ReportKind.INCIDENT);
    }

    private static void sight(CopyRows rows, long position, RecordedEvent recorded, Seen seen) {
        Claim claim = seen.claim();
        List<Place> where = claim.where().isEmpty() ? NOWHERE : claim.where();
        List<String> alleged = names(claim, ActorRole.ALLEGED);
        List<String> present = names(claim, ActorRole.PARTY);
        List<String> sources =
                claim.sources().stream()
                        .map(SightingProjection::text)
                        .distinct()
                        .limit(SOURCES)
                        .toList();
        for (int n = 0; n < where.size(); n++) {
            Place place = where.get(n);
            boolean settlement = isSettlement(place);
            Optional<Point> point = place.point().filter(_ -> settlement);
            rows.row(20)
                    .int8(position)
                    .int2(n)
                    .uuid(seen.report().value())
                    .text(recorded.by().value())
                    .text(recorded.theatre().value())
                    .date(claim.when().from())
                    .date(claim.when().to())
                    .int4(point.map(p -> OptionalInt.of(p.latE6())).orElse(OptionalInt.empty()))
                    .int4(point.map(p -> OptionalInt.of(p.lonE6())).orElse(OptionalInt.empty()))
                    .text(place.precision().code())
                    .text(place.country())
                    .texts(place.admin())
                    .text(settlement ? Optional.of(place.name()) : Optional.empty());
            range(rows, claim.harm().killed().civilians().total());
            range(rows, claim.harm().injured().civilians().total());
            rows.texts(alleged).texts(present).texts(sources);
        }
    }

    private static boolean isSettlement(Place place) {
        return switch (place.precision()) {
            case EXACT, NEAR -> true;
            case DISTRICT, PROVINCE, REGION, COUNTRY, UNLOCATED -> false;
        };
    }

    private static List<String> names(Claim claim, ActorRole role) {
        return claim.actors().stream()
                .filter(actor -> actor.role() == role)
                .map(StatedActor::name)
                .distinct()
                .toList();
    }

    private static String text(Source source) {
        return source.date().map(day -> source.publisher() + "\t" + day).orElse(source.publisher());
    }

    private static void range(CopyRows rows, Range range) {
        rows.int4(range.min()).int4(range.max());
    }

    private static void judged(CopyRows rows, long position, RecordedEvent recorded) {
        switch (recorded.event()) {
            case DuplicateConfirmed e ->
                    judged(
                            rows,
                            position,
                            recorded,
                            e.survivor(),
                            e.incident(),
                            Optional.of(e.incident().value()));
            case DuplicateDismissed e ->
                    judged(rows, position, recorded, e.incident(), e.other(), Optional.empty());
            default -> {}
        }
    }

    private static void judged(
            CopyRows rows,
            long position,
            RecordedEvent recorded,
            IncidentId one,
            IncidentId other,
            Optional<UUID> duplicate) {
        UUID a = one.value();
        UUID b = other.value();
        boolean sorted = a.compareTo(b) <= 0;
        rows.row(5)
                .int8(position)
                .uuid(sorted ? a : b)
                .uuid(sorted ? b : a)
                .uuid(duplicate)
                .text(recorded.by().value());
    }

    private static void report(Connection connection, Map<Reporter, Reported> reporters)
            throws SQLException {
        if (reporters.isEmpty()) {
            return;
        }
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        INSERT INTO reporter AS known (theatre, organisation, position, sightings)
                        VALUES (?, ?, ?, ?)
                        ON CONFLICT (theatre, organisation)
                        DO UPDATE SET sightings = known.sightings + excluded.sightings
                        """)) {
            for (Map.Entry<Reporter, Reported> entry : reporters.entrySet()) {
                statement.setString(1, entry.getKey().theatre());
                statement.setString(2, entry.getKey().organisation());
                statement.setLong(3, entry.getValue().from());
                statement.setLong(4, entry.getValue().sightings());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static void write(Connection connection, CopyRows sightings, CopyRows verdicts)
            throws SQLException {
        sightings.into(
                connection,
                """
                COPY sighting
                    (position, ordinal, report, organisation, theatre, from_day, to_day, lat_e6, lon_e6,
                     precision, country, admin, settlement, killed_min, killed_max, injured_min,
                     injured_max, alleged, present, sources)
                FROM STDIN (FORMAT binary)
                """);
        verdicts.into(
                connection,
                """
                COPY duplicate_verdict (position, one, other, duplicate, organisation)
                FROM STDIN (FORMAT binary)
                """);
    }
}
