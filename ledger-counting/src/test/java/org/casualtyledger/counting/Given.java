package org.casualtyledger.counting;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.LedgerEvent;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.ReportCorrected;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.ReportSubmitted;
import org.casualtyledger.events.ReportWithdrawn;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.WithdrawalReason;
import org.casualtyledger.events.claim.ActorRole;
import org.casualtyledger.events.claim.Civilians;
import org.casualtyledger.events.claim.Claim;
import org.casualtyledger.events.claim.Claimant;
import org.casualtyledger.events.claim.ClaimantKind;
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

/** Events for tests, in few words. */
public final class Given {
    /** Of every event, unless told otherwise. */
    public static final TheatreId THEATRE = new TheatreId("SYR");

    public static final IncidentId INCIDENT =
            IncidentId.parse("0199d5a0-0000-7000-8000-000000000001");
    public static final Place TOWN =
            place("Example town", PlacePrecision.EXACT, "Example Governorate", "Example district");

    private Given() {}

    public static Place place(String name, PlacePrecision precision, String... admin) {
        return new Place(name, List.of(admin), Optional.of("Syria"), Optional.empty(), precision);
    }

    public static ReportId report(String by, String externalId) {
        return ReportId.of(new OrganisationId(by), externalId);
    }

    public static RecordedEvent submitted(
            String by, String externalId, IncidentId incident, Claim claim) {
        return recorded(
                by,
                new ReportSubmitted(
                        report(by, externalId),
                        Optional.of(incident),
                        externalId,
                        List.of(),
                        claim,
                        Optional.empty(),
                        Optional.empty(),
                        List.of()));
    }

    public static RecordedEvent submitted(String by, String externalId, Claim claim) {
        return submitted(by, externalId, INCIDENT, claim);
    }

    public static RecordedEvent corrected(String by, String externalId, Claim claim) {
        return recorded(
                by,
                new ReportCorrected(
                        report(by, externalId),
                        claim,
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of()));
    }

    public static RecordedEvent withdrawn(String by, String externalId) {
        return recorded(
                by,
                new ReportWithdrawn(
                        report(by, externalId),
                        WithdrawalReason.OTHER,
                        Optional.empty(),
                        List.of()));
    }

    public static RecordedEvent recorded(String by, LedgerEvent event) {
        return new RecordedEvent(
                Instant.parse("2026-11-22T06:00:00.123Z"),
                new OrganisationId(by),
                UUID.nameUUIDFromBytes(event.toString().getBytes()),
                THEATRE,
                event);
    }

    public static ClaimBuilder claim() {
        return new ClaimBuilder();
    }

    /** A claim of one day at {@link #TOWN} that states nothing else, until told otherwise. */
    public static final class ClaimBuilder {
        private ReportKind kind = ReportKind.INCIDENT;
        private Optional<Claimant> claimant = Optional.empty();
        private final List<Source> sources = new ArrayList<>();
        private Optional<ReportId> derivedFrom = Optional.empty();
        private When when =
                new When(LocalDate.of(2017, 6, 3), LocalDate.of(2017, 6, 3), TimePrecision.DAY);
        private List<Place> where = List.of(TOWN);
        private Range killed = Range.NOT_STATED;
        private Range injured = Range.NOT_STATED;
        private Range undetermined = Range.NOT_STATED;
        private final List<StatedActor> actors = new ArrayList<>();

        public ClaimBuilder kind(ReportKind value) {
            kind = value;
            return this;
        }

        public ClaimBuilder by(String name, ClaimantKind claimantKind) {
            claimant = Optional.of(new Claimant(name, claimantKind, Optional.empty()));
            return this;
        }

        public ClaimBuilder when(String from, String to, TimePrecision precision) {
            when = new When(LocalDate.parse(from), LocalDate.parse(to), precision);
            return this;
        }

        public ClaimBuilder where(Place... places) {
            where = List.of(places);
            return this;
        }

        public ClaimBuilder killed(Range range) {
            killed = range;
            return this;
        }

        public ClaimBuilder killed(int min, int max) {
            return killed(Range.of(min, max));
        }

        public ClaimBuilder injured(Range range) {
            injured = range;
            return this;
        }

        public ClaimBuilder undetermined(Range range) {
            undetermined = range;
            return this;
        }

        public ClaimBuilder alleged(String name) {
            return actor(name, ActorRole.ALLEGED);
        }

        public ClaimBuilder party(String name) {
            return actor(name, ActorRole.PARTY);
        }

        private ClaimBuilder actor(String name, ActorRole role) {
            actors.add(new StatedActor(name, role, Optional.empty(), Optional.empty()));
            return this;
        }

        public ClaimBuilder sources(String... publishers) {
            for (String publisher : publishers) {
                sources.add(
                        new Source(publisher, Optional.empty(), OptionalInt.empty(), List.of()));
            }
            return this;
        }

        public ClaimBuilder derivedFrom(ReportId report) {
            this.derivedFrom = Optional.of(report);
            return this;
        }

        public Claim build() {
            return new Claim(
                    kind,
                    claimant,
                    when,
                    where,
                    new Harm(
                            new Toll(
                                    Civilians.ofTotal(killed),
                                    undetermined,
                                    Range.NOT_STATED,
                                    Map.of()),
                            Toll.civilians(injured)),
                    actors,
                    List.of(),
                    sources,
                    derivedFrom,
                    Optional.empty(),
                    Map.of(),
                    List.of());
        }
    }
}
