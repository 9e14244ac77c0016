package org.casualtyledger.counting;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.casualtyledger.events.ActorId;
import org.casualtyledger.events.ActorRegistered;
import org.casualtyledger.events.ActorResolved;
import org.casualtyledger.events.Claims;
import org.casualtyledger.events.CountsAssessed;
import org.casualtyledger.events.DuplicateConfirmed;
import org.casualtyledger.events.DuplicateDismissed;
import org.casualtyledger.events.Grade;
import org.casualtyledger.events.IncidentGraded;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.IncidentRehomed;
import org.casualtyledger.events.IncidentSplit;
import org.casualtyledger.events.IncidentsMerged;
import org.casualtyledger.events.LedgerEvent;
import org.casualtyledger.events.LedgerEvents;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.OrganisationRegistered;
import org.casualtyledger.events.PersonId;
import org.casualtyledger.events.PlaceResolved;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.ReportCorrected;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.ReportSubmitted;
import org.casualtyledger.events.ReportWithdrawn;
import org.casualtyledger.events.ReportsLinked;
import org.casualtyledger.events.ResolutionMethod;
import org.casualtyledger.events.ResponsibilityAssessed;
import org.casualtyledger.events.ReviewApproved;
import org.casualtyledger.events.Stance;
import org.casualtyledger.events.StatedName;
import org.casualtyledger.events.StatementRecorded;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.WithdrawalReason;
import org.casualtyledger.events.claim.ReportKind;

/**
 * Random histories that a log could hold, and some that no decider would let in, from a seeded
 * generator.
 */
public final class Histories {
    private static final String[] ORGANISATIONS = {"sample-monitor", "sample-watch", "ucdp"};
    private static final String[] THEATRES = {"SYR", "UKR", "ISR-PSE"};

    private final RandomGenerator random;
    private final Claims claims;
    private final List<ReportId> known = new ArrayList<>();
    private final List<IncidentId> incidents = new ArrayList<>();
    private Instant at = Instant.parse("2026-11-22T06:00:00Z");
    private int position;

    public Histories(RandomGenerator random) {
        this.random = random;
        this.claims = new Claims(random);
    }

    public List<RecordedEvent> history(int size) {
        List<RecordedEvent> history = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            history.add(next());
        }
        return history;
    }

    private RecordedEvent next() {
        at = at.plusMillis(random.nextInt(3));
        OrganisationId by = new OrganisationId(ORGANISATIONS[random.nextInt(3)]);
        RecordedEvent recorded =
                new RecordedEvent(
                        at,
                        by,
                        new UUID(random.nextLong(), random.nextLong()),
                        new TheatreId(THEATRES[random.nextInt(3)]),
                        event(by));
        position++;
        return recorded;
    }

    private LedgerEvent event(OrganisationId by) {
        int dice = random.nextInt(20);
        if (known.isEmpty() || incidents.isEmpty() || dice < 8) {
            return submitted(by);
        }
        if (dice < 12) {
            return new ReportCorrected(
                    report(),
                    claims.claim(kind()),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    List.of());
        }
        if (dice == 12) {
            return new ReportWithdrawn(
                    report(), WithdrawalReason.OTHER, Optional.empty(), List.of());
        }
        if (dice < 16) {
            return move();
        }
        return dice < 19 ? judgement() : other(by);
    }

    private LedgerEvent move() {
        return switch (random.nextInt(7)) {
            case 0, 1 ->
                    new ReportsLinked(
                            incident(),
                            List.of(
                                    new ReportsLinked.Move(report(), incident()),
                                    new ReportsLinked.Move(report(), incident())),
                            List.of());
            case 2 -> new IncidentsMerged(incident(), incident(), List.of(report()), List.of());
            case 3 -> new IncidentSplit(incident(), incident(), List.of(report()), List.of());
            case 4 ->
                    new IncidentRehomed(
                            incident(),
                            new TheatreId("SYR"),
                            List.of(new IncidentRehomed.Carried(report(), 0)),
                            List.of());
            case 5 -> new DuplicateConfirmed(incident(), incident(), List.of());
            default -> new DuplicateDismissed(incident(), incident(), List.of());
        };
    }

    private LedgerEvent judgement() {
        boolean review = random.nextInt(3) == 0;
        Optional<PersonId> person = maybe(new PersonId("reader-" + random.nextInt(3)));
        return switch (random.nextInt(6)) {
            case 0, 1 ->
                    new IncidentGraded(
                            incident(),
                            maybe(Grade.values()[random.nextInt(5)]),
                            Optional.empty(),
                            review,
                            person,
                            List.of());
            case 2 ->
                    new CountsAssessed(
                            incident(),
                            maybe(
                                    new CountsAssessed.Counts(
                                            claims.range(), claims.range(), claims.range())),
                            review,
                            person,
                            List.of());
            case 3 ->
                    new ResponsibilityAssessed(
                            incident(),
                            maybe(claims.claim(ReportKind.INCIDENT).actors()),
                            review,
                            person,
                            List.of());
            case 4 -> new ReviewApproved(incident(), random.nextInt(position), person, List.of());
            default ->
                    new StatementRecorded(
                            incident(), new UUID(9, random.nextInt(5)), maybe(said()), List.of());
        };
    }

    private StatementRecorded.Said said() {
        return new StatementRecorded.Said(
                "Sample Force",
                Stance.values()[random.nextInt(4)],
                LocalDate.of(2017, 6, 1).plusDays(random.nextInt(100)),
                claims.range(),
                claims.range(),
                Optional.empty());
    }

    private LedgerEvent other(OrganisationId by) {
        return switch (random.nextInt(5)) {
            case 4 -> new LedgerEvents(random).publication();
            case 0 ->
                    new PlaceResolved(
                            new StatedName(
                                    maybe("Syria"),
                                    List.of("Province " + random.nextInt(3)),
                                    "Example town"),
                            maybe(
                                    new PlaceResolved.ResolvedPlace(
                                            random.nextInt(5),
                                            "Exampleton",
                                            random.nextInt(5),
                                            "Example City",
                                            maybe("District"),
                                            maybe("Province"),
                                            "SY")),
                            Optional.empty(),
                            ResolutionMethod.REVIEWED,
                            OptionalInt.empty(),
                            List.of());
            case 1 ->
                    new ActorResolved(
                            "Sample Force",
                            maybe(new ActorId("sample-force")),
                            ResolutionMethod.REVIEWED,
                            List.of());
            case 2 ->
                    new ActorRegistered(
                            new ActorId("sample-force"), "Sample Force", List.of(), List.of());
            default -> new OrganisationRegistered(by, "Sample " + by);
        };
    }

    private ReportSubmitted submitted(OrganisationId by) {
        String externalId = "SYN-" + known.size();
        ReportId report = ReportId.of(by, externalId);
        known.add(report);
        return new ReportSubmitted(
                report,
                newOrKnown(),
                externalId,
                List.of(),
                claims.claim(kind()),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    private Optional<IncidentId> newOrKnown() {
        int dice = random.nextInt(10);
        if (dice == 0) {
            return Optional.empty();
        }
        if (dice < 5 && !incidents.isEmpty()) {
            return Optional.of(incident());
        }
        IncidentId incident = new IncidentId(new UUID(random.nextLong(), random.nextLong()));
        incidents.add(incident);
        return Optional.of(incident);
    }

    private IncidentId incident() {
        return incidents.get(random.nextInt(incidents.size()));
    }

    private ReportId report() {
        return known.get(random.nextInt(known.size()));
    }

    private <T> Optional<T> maybe(T value) {
        return random.nextInt(4) > 0 ? Optional.of(value) : Optional.empty();
    }

    private ReportKind kind() {
        int dice = random.nextInt(12);
        return dice == 0
                ? ReportKind.AGGREGATE
                : dice == 1 ? ReportKind.CUMULATIVE : ReportKind.INCIDENT;
    }
}
