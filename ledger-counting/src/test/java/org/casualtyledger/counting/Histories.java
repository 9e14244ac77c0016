package org.casualtyledger.counting;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.casualtyledger.events.Claims;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.LedgerEvent;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.OrganisationRegistered;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.ReportCorrected;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.ReportSubmitted;
import org.casualtyledger.events.ReportWithdrawn;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.WithdrawalReason;
import org.casualtyledger.events.claim.ReportKind;

/** Random histories that a log could hold, from a seeded generator. */
public final class Histories {
    private static final String[] ORGANISATIONS = {"sample-monitor", "sample-watch", "ucdp"};
    private static final String[] THEATRES = {"SYR", "UKR", "ISR-PSE"};

    private final RandomGenerator random;
    private final Claims claims;
    private final List<ReportId> known = new ArrayList<>();
    private final List<IncidentId> incidents = new ArrayList<>();
    private Instant at = Instant.parse("2026-11-22T06:00:00Z");

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
        return new RecordedEvent(
                at,
                by,
                new UUID(random.nextLong(), random.nextLong()),
                new TheatreId(THEATRES[random.nextInt(3)]),
                event(by));
    }

    private LedgerEvent event(OrganisationId by) {
        int dice = random.nextInt(10);
        if (known.isEmpty() || dice < 5) {
            return submitted(by);
        }
        ReportId report = known.get(random.nextInt(known.size()));
        if (dice < 8) {
            return new ReportCorrected(
                    report,
                    claims.claim(kind()),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    List.of());
        }
        if (dice == 8) {
            return new ReportWithdrawn(report, WithdrawalReason.OTHER, Optional.empty(), List.of());
        }
        return new OrganisationRegistered(by, "Sample " + by);
    }

    private ReportSubmitted submitted(OrganisationId by) {
        String externalId = "SYN-" + known.size();
        ReportId report = ReportId.of(by, externalId);
        known.add(report);
        return new ReportSubmitted(
                report,
                incident(),
                externalId,
                List.of(),
                claims.claim(kind()),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    private Optional<IncidentId> incident() {
        int dice = random.nextInt(10);
        if (dice == 0) {
            return Optional.empty();
        }
        if (dice < 5 && !incidents.isEmpty()) {
            return Optional.of(incidents.get(random.nextInt(incidents.size())));
        }
        IncidentId incident = new IncidentId(new UUID(random.nextLong(), random.nextLong()));
        incidents.add(incident);
        return Optional.of(incident);
    }

    private ReportKind kind() {
        int dice = random.nextInt(12);
        return dice == 0
                ? ReportKind.AGGREGATE
                : dice == 1 ? ReportKind.CUMULATIVE : ReportKind.INCIDENT;
    }
}
