package org.casualtyledger.projections;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.casualtyledger.counting.Methodologies;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.ReportCorrected;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.ReportSubmitted;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.claim.ActorRole;
import org.casualtyledger.events.claim.Civilians;
import org.casualtyledger.events.claim.Claim;
import org.casualtyledger.events.claim.Harm;
import org.casualtyledger.events.claim.Place;
import org.casualtyledger.events.claim.PlacePrecision;
import org.casualtyledger.events.claim.Range;
import org.casualtyledger.events.claim.ReportKind;
import org.casualtyledger.events.claim.Source;
import org.casualtyledger.events.claim.StatedActor;
import org.casualtyledger.events.claim.TimePrecision;
import org.casualtyledger.events.claim.Toll;
import org.casualtyledger.events.claim.When;
import org.casualtyledger.projections.candidates.SightingProjection;
import org.casualtyledger.projections.feed.FeedEvent;
import org.casualtyledger.projections.feed.LogTailFeed;
import org.casualtyledger.projections.incidents.TimelineProjection;
import org.casualtyledger.projections.processing.Chunk;
import org.casualtyledger.projections.processing.KeyLookups;
import org.casualtyledger.projections.registries.RegistryProjection;
import org.casualtyledger.projections.series.SeriesProjection;
import org.casualtyledger.projections.tallies.TallyProjection;
import org.casualtyledger.projections.testing.ReadSide;

/**
 * Measures the read side on synthetic events of about 1.5 KB, each step alone and all together.
 * Arguments: number of events (200,000), seed (1).
 */
public final class ProjectionLoad {
    private static final OrganisationId BY = new OrganisationId("sample-monitor");

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private ProjectionLoad() {}

    public static void main(String[] args) throws Exception {
        int count = args.length > 0 ? Integer.parseInt(args[0]) : 200_000;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
        System.out.printf(
                "%,d events, seed %d, %d cores%n",
                count, seed, Runtime.getRuntime().availableProcessors());
        try (ReadSide side = new ReadSide()) {
            Random random = new Random(seed);
            List<ReportId> reports = new ArrayList<>();
            for (int from = 0; from < count; from += 20_000) {
                List<RecordedEvent> some = new ArrayList<>();
                for (int i = from; i < Math.min(count, from + 20_000); i++) {
                    some.add(event(random, i, reports));
                }
                side.log.append(some);
            }
            System.out.printf("leaf bytes: %d on average%n", averageLeaf(side));
            for (int round = 0; round < 2; round++) {
                readAlone(side, count);
                decodeAlone(side, count);
                foldAndFlush(side, count);
            }
            long start = System.nanoTime();
            side.caughtUp();
            rate("processor, all together", count, start);
        }
    }

    private static void readAlone(ReadSide side, int count) {
        LogTailFeed feed = new LogTailFeed(side.database);
        long start = System.nanoTime();
        for (long at = 0; at < count; ) {
            at = feed.read(at, 4_096).through();
        }
        rate("feed alone", count, start);
    }

    private static void decodeAlone(ReadSide side, int count) {
        LogTailFeed feed = new LogTailFeed(side.database);
        long spent = 0;
        long cpu = 0;
        for (long at = 0; at < count; ) {
            List<FeedEvent> events = feed.read(at, 4_096).events();
            long start = System.nanoTime();
            long cpuStart = THREADS.getCurrentThreadCpuTime();
            events.forEach(e -> EventCodec.decode(e.leaf()));
            cpu += THREADS.getCurrentThreadCpuTime() - cpuStart;
            spent += System.nanoTime() - start;
            at += events.size();
        }
        rate("decode alone", count, System.nanoTime() - spent);
        System.out.printf("    of it: %.1f µs CPU an event%n", cpu / 1e3 / count);
    }

    /** Rolled back at the end, so that it can be done again. */
    private static void foldAndFlush(ReadSide side, int count) throws Exception {
        LogTailFeed feed = new LogTailFeed(side.database);
        TallyProjection tallies = new TallyProjection(Methodologies.DOCUMENTED);
        SeriesProjection series = new SeriesProjection();
        RegistryProjection registries = new RegistryProjection();
        TimelineProjection timelines = new TimelineProjection();
        SightingProjection sightings = new SightingProjection();
        long spentOnSightings = 0;
        long cpuOnSightings = 0;
        long spent = 0;
        long cpu = 0;
        try (Connection connection = side.database.getConnection()) {
            long backend = backend(connection);
            long backendCpu = cpuMicros(backend);
            connection.setAutoCommit(false);
            KeyLookups.only(connection);
            for (long at = 0; at < count; ) {
                List<FeedEvent> read = feed.read(at, 4_096).events();
                Chunk chunk =
                        Chunk.whole(
                                at, read.stream().map(e -> EventCodec.decode(e.leaf())).toList());
                long start = System.nanoTime();
                long cpuStart = THREADS.getCurrentThreadCpuTime();
                tallies.apply(connection, chunk);
                series.apply(connection, chunk);
                registries.apply(connection, chunk);
                timelines.apply(connection, chunk);
                long sightingsStart = System.nanoTime();
                long sightingsCpu = THREADS.getCurrentThreadCpuTime();
                sightings.apply(connection, chunk);
                cpuOnSightings += THREADS.getCurrentThreadCpuTime() - sightingsCpu;
                spentOnSightings += System.nanoTime() - sightingsStart;
                cpu += THREADS.getCurrentThreadCpuTime() - cpuStart;
                spent += System.nanoTime() - start;
                at += read.size();
            }
            connection.rollback();
            rate("fold and flush alone", count, System.nanoTime() - spent);
            System.out.printf(
                    "    of it on sightings: %.1f µs an event, %.1f µs CPU in Java%n",
                    spentOnSightings / 1e3 / count, cpuOnSightings / 1e3 / count);
            System.out.printf(
                    "    of it: %.1f µs CPU an event in Java, %.1f µs in PostgreSQL%n",
                    cpu / 1e3 / count, (double) (cpuMicros(backend) - backendCpu) / count);
        }
    }

    private static long backend(Connection connection) throws Exception {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** CPU time of a process on this Linux machine: utime and stime of proc(5), at 100 Hz. */
    private static long cpuMicros(long process) throws Exception {
        String[] stat =
                Files.readString(Path.of("/proc/" + process + "/stat"))
                        .replaceAll("^.*\\) ", "")
                        .split(" ");
        return (Long.parseLong(stat[11]) + Long.parseLong(stat[12])) * 10_000;
    }

    private static int averageLeaf(ReadSide side) throws Exception {
        try (Connection connection = side.database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT avg(length(leaf)) FROM log.event")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static void rate(String what, int count, long start) {
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("%-26s %,10.0f events/s  (%.1f s)%n", what, count / seconds, seconds);
    }

    private static RecordedEvent event(Random random, int i, List<ReportId> reports) {
        Instant at = Instant.parse("2026-11-22T06:00:00Z").plusMillis(i / 20);
        TheatreId theatre = new TheatreId("SYR");
        UUID id = new UUID(random.nextLong(), random.nextLong());
        if (random.nextInt(20) == 0 && !reports.isEmpty()) {
            ReportId report = reports.get(random.nextInt(reports.size()));
            return new RecordedEvent(
                    at,
                    BY,
                    id,
                    theatre,
                    new ReportCorrected(
                            report,
                            claim(random),
                            Optional.empty(),
                            Optional.empty(),
                            List.of(),
                            List.of()));
        }
        ReportId report = ReportId.of(BY, "SYN-" + i);
        reports.add(report);
        return new RecordedEvent(
                at,
                BY,
                id,
                theatre,
                new ReportSubmitted(
                        report,
                        Optional.of(new IncidentId(new UUID(random.nextLong(), random.nextLong()))),
                        "SYN-" + i,
                        List.of(),
                        claim(random),
                        Optional.empty(),
                        Optional.empty(),
                        List.of()));
    }

    private static Claim claim(Random random) {
        LocalDate day = LocalDate.of(2016, 1, 1).plusDays(random.nextInt(1_400));
        int province = random.nextInt(14);
        int district = random.nextInt(5);
        // towns are skewed, as in real data: half of all events in a tenth of the places
        int town = random.nextBoolean() ? random.nextInt(20) : random.nextInt(200);
        Place place =
                new Place(
                        "Sample town " + town,
                        List.of("Sample Governorate " + province, "District " + district),
                        Optional.of("Syria"),
                        Optional.empty(),
                        PlacePrecision.values()[random.nextInt(4)]);
        int low = random.nextInt(6);
        List<Source> sources = new ArrayList<>();
        for (int i = random.nextInt(8); i >= 0; i--) {
            sources.add(
                    new Source(
                            "Sample Wire " + random.nextInt(30),
                            Optional.of(day.plusDays(i)),
                            java.util.OptionalInt.empty(),
                            List.of(
                                    "0000000000000000000000000000000000000000001",
                                    "0000000000000000000000000000000000000000002")));
        }
        return new Claim(
                ReportKind.INCIDENT,
                Optional.empty(),
                new When(day, day, TimePrecision.DAY),
                List.of(place),
                new Harm(
                        new Toll(
                                Civilians.ofTotal(Range.of(low, low + random.nextInt(4))),
                                Range.exactly(random.nextInt(3)),
                                Range.NOT_STATED,
                                Map.of()),
                        Toll.NOT_STATED),
                List.of(
                        new StatedActor(
                                "Sample Force " + random.nextInt(20),
                                ActorRole.ALLEGED,
                                Optional.empty(),
                                Optional.of("a")),
                        new StatedActor(
                                "Sample Group " + random.nextInt(10),
                                ActorRole.PARTY,
                                Optional.empty(),
                                Optional.of("b"))),
                List.of(),
                sources,
                Optional.empty(),
                Optional.empty(),
                Map.of(
                        "best",
                        new Claim.Original.Figure(low),
                        "low",
                        new Claim.Original.Figure(low),
                        "high",
                        new Claim.Original.Figure(low + 3),
                        "deaths_a",
                        new Claim.Original.Figure(0),
                        "deaths_b",
                        new Claim.Original.Figure(0)),
                List.of("0000000000000000000000000000000000000000003"));
    }
}
