package org.casualtyledger.events.schemas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.casualtyledger.events.Claims;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.Flag;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.LedgerEvent;
import org.casualtyledger.events.LedgerEvents;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.ReportCorrected;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.ReportSubmitted;
import org.casualtyledger.events.ReportWithdrawn;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.UnreadableEvent;
import org.casualtyledger.events.WithdrawalReason;
import org.casualtyledger.events.claim.Claim;
import org.casualtyledger.events.claim.Source;
import org.casualtyledger.events.signature.EventSignature;
import tools.jackson.databind.JsonNode;

/** Leaf data: the golden files, and what the codec writes of random events. */
final class Leaves {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final OrganisationId ORGANISATION = new OrganisationId("sample-monitor");
    private static final String DIGEST = "0000000000000000000000000000000000000000001";

    private Leaves() {}

    /** The golden files by their names. */
    static SortedMap<String, byte[]> golden() {
        SortedMap<String, byte[]> golden = new TreeMap<>();
        try (Stream<Path> files = Files.list(GOLDEN)) {
            for (Path file : files.toList()) {
                golden.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return golden;
    }

    static List<JsonNode> goldenJson() {
        return golden().values().stream().map(PublishedSchemas::json).toList();
    }

    /** One event of each type. */
    static List<JsonNode> random(Random random) {
        LedgerEvents others = new LedgerEvents(random);
        List<LedgerEvent> events = new ArrayList<>(others.oneOfEach());
        Claims claims = new Claims(random);
        ReportId report = new ReportId(new UUID(2, random.nextLong()));
        List<Flag> flags = random.nextBoolean() ? List.of(new Flag("no-place", "/c")) : List.of();
        Optional<EventSignature> signature = maybe(random, others.signature());
        Optional<LocalDate> knownAt = maybe(random, LocalDate.of(2017, 6, 9));
        Optional<OrganisationId> enteredBy = maybe(random, new OrganisationId("operator"));
        List<String> sd = random.nextBoolean() ? List.of(DIGEST) : List.of();
        Claim claim = withEcho(claims.draft().seal(random).claim());
        events.add(
                new ReportSubmitted(
                        report,
                        maybe(random, new IncidentId(new UUID(1, random.nextLong()))),
                        "SYN-" + random.nextInt(1000),
                        random.nextBoolean() ? List.of("A-7") : List.of(),
                        claim,
                        knownAt,
                        enteredBy,
                        flags,
                        signature));
        events.add(new ReportCorrected(report, claim, knownAt, enteredBy, flags, sd, signature));
        WithdrawalReason[] reasons = WithdrawalReason.values();
        events.add(
                new ReportWithdrawn(
                        report, reasons[random.nextInt(reasons.length)], enteredBy, sd, signature));
        return events.stream().map(Leaves::leaf).map(PublishedSchemas::json).toList();
    }

    /** With one source more, that repeats the first. */
    private static Claim withEcho(Claim claim) {
        List<Source> sources = new ArrayList<>(claim.sources());
        if (!sources.isEmpty()) {
            sources.add(new Source("Sample Echo", Optional.empty(), OptionalInt.of(0), List.of()));
        }
        return new Claim(
                claim.kind(),
                claim.claimant(),
                claim.when(),
                claim.where(),
                claim.harm(),
                claim.actors(),
                claim.means(),
                sources,
                claim.derivedFrom(),
                claim.backlog(),
                claim.original(),
                claim.sd());
    }

    private static byte[] leaf(LedgerEvent event) {
        return EventCodec.encode(
                new RecordedEvent(
                        Instant.parse("2026-11-22T06:00:00.120Z"),
                        ORGANISATION,
                        UUID.fromString("0199d5a0-0000-7000-8000-000000000001"),
                        new TheatreId("SYR"),
                        event));
    }

    private static <T> Optional<T> maybe(Random random, T value) {
        return random.nextBoolean() ? Optional.of(value) : Optional.empty();
    }

    /** Whether the codec reads it. */
    static boolean isRead(JsonNode leaf) {
        try {
            EventCodec.decode(leaf.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
            return true;
        } catch (UnreadableEvent e) {
            return false;
        }
    }
}
