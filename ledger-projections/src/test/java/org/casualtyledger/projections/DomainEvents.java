package org.casualtyledger.projections;

import static org.casualtyledger.counting.Given.recorded;
import static org.casualtyledger.counting.Given.report;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.casualtyledger.events.ActorId;
import org.casualtyledger.events.ActorRegistered;
import org.casualtyledger.events.ActorResolved;
import org.casualtyledger.events.CountsAssessed;
import org.casualtyledger.events.DuplicateConfirmed;
import org.casualtyledger.events.DuplicateDismissed;
import org.casualtyledger.events.Grade;
import org.casualtyledger.events.IncidentGraded;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.IncidentSplit;
import org.casualtyledger.events.IncidentsMerged;
import org.casualtyledger.events.MembershipKind;
import org.casualtyledger.events.PersonId;
import org.casualtyledger.events.PlaceResolved;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.ReportsLinked;
import org.casualtyledger.events.ResolutionMethod;
import org.casualtyledger.events.ReviewApproved;
import org.casualtyledger.events.Stance;
import org.casualtyledger.events.StatedName;
import org.casualtyledger.events.StatementRecorded;
import org.casualtyledger.events.claim.Claim;
import org.casualtyledger.events.claim.Place;
import org.casualtyledger.events.claim.PlacePrecision;
import org.casualtyledger.events.claim.Point;
import org.casualtyledger.events.claim.Range;
import org.casualtyledger.events.claim.Source;

/** Events of incidents, resolution and registries for tests, in few words. */
final class DomainEvents {
    private DomainEvents() {}

    static IncidentId incident(int n) {
        return new IncidentId(new UUID(0x0199d5a000007000L, 0x8000000000000000L + n));
    }

    /** A place with a point, in Raqqa. */
    static Place at(String name, double lat, double lon, PlacePrecision precision) {
        return new Place(
                name,
                List.of("Ar Raqqah governorate", "Ar Raqqah district"),
                Optional.of("Syria"),
                Optional.of(new Point((int) (lat * 1e6), (int) (lon * 1e6))),
                precision);
    }

    static Claim derivedFrom(Claim claim, ReportId report) {
        return with(claim, claim.sources(), Optional.of(report));
    }

    static Claim citing(Claim claim, String publisher, String day) {
        Source source =
                new Source(
                        publisher,
                        Optional.of(LocalDate.parse(day)),
                        OptionalInt.empty(),
                        List.of("A".repeat(43)));
        return with(claim, List.of(source), claim.derivedFrom());
    }

    private static Claim with(Claim claim, List<Source> sources, Optional<ReportId> derivedFrom) {
        return new Claim(
                claim.kind(),
                claim.claimant(),
                claim.when(),
                claim.where(),
                claim.harm(),
                claim.actors(),
                claim.means(),
                sources,
                derivedFrom,
                claim.backlog(),
                Map.of(),
                claim.sd());
    }

    static RecordedEvent merged(IncidentId into, IncidentId merged, ReportId... reports) {
        return recorded("judge", new IncidentsMerged(into, merged, List.of(reports), List.of()));
    }

    static RecordedEvent split(IncidentId from, IncidentId into, ReportId... reports) {
        return recorded("judge", new IncidentSplit(from, into, List.of(reports), List.of()));
    }

    static RecordedEvent linked(IncidentId into, IncidentId from, ReportId... reports) {
        return recorded(
                "judge",
                new ReportsLinked(
                        into,
                        Arrays.stream(reports).map(r -> new ReportsLinked.Move(r, from)).toList(),
                        List.of("B".repeat(43))));
    }

    static RecordedEvent confirmed(IncidentId duplicate, IncidentId survivor) {
        return recorded("judge", new DuplicateConfirmed(duplicate, survivor, List.of()));
    }

    static RecordedEvent dismissed(IncidentId one, IncidentId other) {
        return recorded("judge", new DuplicateDismissed(one, other, List.of()));
    }

    static RecordedEvent graded(String by, IncidentId incident, Grade grade) {
        return recorded(
                by,
                new IncidentGraded(
                        incident,
                        Optional.of(grade),
                        Optional.of("airwars"),
                        false,
                        Optional.of(new PersonId("p-one")),
                        List.of()));
    }

    static RecordedEvent counted(String by, IncidentId incident, Range killed, boolean review) {
        return recorded(
                by,
                new CountsAssessed(
                        incident,
                        Optional.of(
                                new CountsAssessed.Counts(
                                        killed, Range.NOT_STATED, Range.NOT_STATED)),
                        review,
                        Optional.of(new PersonId("p-one")),
                        List.of()));
    }

    static RecordedEvent approved(String by, IncidentId incident, long judgement) {
        return recorded(
                by,
                new ReviewApproved(
                        incident, judgement, Optional.of(new PersonId("p-two")), List.of()));
    }

    static RecordedEvent denied(IncidentId incident, String actor, String day) {
        return recorded(
                "judge",
                new StatementRecorded(
                        incident,
                        new UUID(1, 2),
                        Optional.of(
                                new StatementRecorded.Said(
                                        actor,
                                        Stance.DENIES,
                                        LocalDate.parse(day),
                                        Range.NOT_STATED,
                                        Range.NOT_STATED,
                                        Optional.of(
                                                new Source(
                                                        "Agency",
                                                        Optional.empty(),
                                                        OptionalInt.empty(),
                                                        List.of())))),
                        List.of()));
    }

    static RecordedEvent resolved(Place stated, long id, String name) {
        return recorded(
                "judge",
                new PlaceResolved(
                        stated(stated),
                        Optional.of(
                                new PlaceResolved.ResolvedPlace(
                                        id,
                                        name,
                                        id,
                                        name,
                                        Optional.of("Ar Raqqah"),
                                        Optional.of("Ar Raqqah"),
                                        "SY")),
                        Optional.of("a".repeat(64)),
                        ResolutionMethod.AUTOMATIC,
                        OptionalInt.of(120),
                        List.of()));
    }

    static RecordedEvent unresolved(Place stated) {
        return recorded(
                "judge",
                new PlaceResolved(
                        stated(stated),
                        Optional.empty(),
                        Optional.empty(),
                        ResolutionMethod.REVIEWED,
                        OptionalInt.empty(),
                        List.of()));
    }

    private static StatedName stated(Place place) {
        return new StatedName(place.country(), place.admin(), place.name());
    }

    static RecordedEvent actor(String id, String name, ActorRegistered.Membership... of) {
        return recorded(
                "judge",
                new ActorRegistered(new ActorId(id), name, List.of(name + " alias"), List.of(of)));
    }

    static ActorRegistered.Membership memberOf(String whole, String from) {
        return new ActorRegistered.Membership(
                new ActorId(whole),
                MembershipKind.COALITION,
                Optional.of(LocalDate.parse(from)),
                Optional.empty());
    }

    static RecordedEvent actorResolved(String stated, String actor) {
        return recorded(
                "judge",
                new ActorResolved(
                        stated,
                        Optional.of(new ActorId(actor)),
                        ResolutionMethod.REVIEWED,
                        List.of()));
    }

    static ReportId of(String by, String externalId) {
        return report(by, externalId);
    }
}
