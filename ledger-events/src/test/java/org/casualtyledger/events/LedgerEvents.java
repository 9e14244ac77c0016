package org.casualtyledger.events;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.casualtyledger.events.claim.ActorRole;
import org.casualtyledger.events.claim.ActorStatus;
import org.casualtyledger.events.claim.Source;
import org.casualtyledger.events.claim.StatedActor;
import org.casualtyledger.events.note.Checkpoint;
import org.casualtyledger.events.signature.Ed25519Key;
import org.casualtyledger.events.signature.Ed25519Signature;
import org.casualtyledger.events.signature.EventSignature;

/**
 * Random events of every type but a report's, from a seeded generator: everything that the model
 * allows.
 */
public final class LedgerEvents {
    private static final String SHA256 = "0123456789abcdef".repeat(4);
    private static final String DIGEST = "0000000000000000000000000000000000000000001";

    private final RandomGenerator random;
    private final Claims claims;

    public LedgerEvents(RandomGenerator random) {
        this.random = random;
        this.claims = new Claims(random);
    }

    /** One of each type. */
    public List<LedgerEvent> oneOfEach() {
        return List.of(
                new ReportsLinked(
                        incident(),
                        times(4, () -> new ReportsLinked.Move(report(), incident())),
                        sd()),
                new IncidentsMerged(incident(), incident(), times(4, this::report), sd()),
                new IncidentSplit(incident(), incident(), times(4, this::report), sd()),
                new IncidentRehomed(
                        incident(),
                        new TheatreId("SYR"),
                        times(4, () -> new IncidentRehomed.Carried(report(), random.nextInt(99))),
                        sd()),
                new DuplicateConfirmed(incident(), incident(), sd()),
                new DuplicateDismissed(incident(), incident(), sd()),
                new IncidentGraded(
                        incident(),
                        maybe(pick(Grade.values())),
                        maybe("sample-standard"),
                        random.nextBoolean(),
                        maybe(new PersonId("reader-a")),
                        sd()),
                new CountsAssessed(
                        incident(),
                        maybe(
                                new CountsAssessed.Counts(
                                        claims.range(), claims.range(), claims.range())),
                        random.nextBoolean(),
                        maybe(new PersonId("reader-b")),
                        sd()),
                new ResponsibilityAssessed(
                        incident(),
                        maybe(times(3, this::actor)),
                        random.nextBoolean(),
                        Optional.empty(),
                        sd()),
                new ReviewApproved(
                        incident(), random.nextInt(99), maybe(new PersonId("reader-c")), sd()),
                new StatementRecorded(
                        incident(), new UUID(5, random.nextLong()), maybe(said()), sd()),
                new GazetteerAdopted(SHA256, "Sample gazetteer, 2026", random.nextInt(99)),
                new PlaceResolved(
                        new StatedName(maybe("Syria"), times(2, () -> "Province"), "قرية المثال"),
                        maybe(place()),
                        maybe(SHA256),
                        pick(ResolutionMethod.values()),
                        random.nextBoolean() ? OptionalInt.of(4200) : OptionalInt.empty(),
                        sd()),
                new ActorResolved(
                        "Sample Force",
                        maybe(new ActorId("sample-force")),
                        pick(ResolutionMethod.values()),
                        sd()),
                new ActorRegistered(
                        new ActorId("sample-force"),
                        "Sample Force",
                        times(3, () -> "القوة " + random.nextInt(9)),
                        times(
                                3,
                                () ->
                                        new ActorRegistered.Membership(
                                                new ActorId("sample-coalition"),
                                                pick(MembershipKind.values()),
                                                maybe(LocalDate.of(2014, 9, 1)),
                                                maybe(LocalDate.of(2019, 3, 1))))),
                new MethodologyPublished("sample", 3, "{\"methodology\":\"sample\"}", SHA256),
                new DefaultMethodologySet("sample", 3, SHA256),
                new OrganisationRegistered(new OrganisationId("sample-monitor"), "A name"),
                added(),
                new KeyRevoked(
                        new OrganisationId("sample-monitor"),
                        added().keyId(),
                        pick(RevocationReason.values())),
                tallyPublished(),
                new ChallengeRaised(challenge(), challenged(), pick(ChallengeCode.values()), sd()),
                new ChallengeAnswered(
                        challenge(),
                        pick(ChallengeOutcome.values()),
                        maybe(new OrganisationId("operator")),
                        sd()));
    }

    /** One of publication, with ids that others may have too. */
    public PublicationEvent publication() {
        return switch (random.nextInt(3)) {
            case 0 -> tallyPublished();
            case 1 ->
                    new ChallengeRaised(
                            challenge(), challenged(), pick(ChallengeCode.values()), sd());
            default ->
                    new ChallengeAnswered(
                            challenge(), pick(ChallengeOutcome.values()), Optional.empty(), sd());
        };
    }

    private TallyPublished tallyPublished() {
        long position = random.nextInt(99);
        byte[] root = new byte[32];
        random.nextBytes(root);
        return new TallyPublished(
                new PublicationId(new UUID(3, random.nextInt(9))),
                "عدد المثال",
                new PublishedReceipt(
                        random.nextBoolean() ? "" : "by=month&place=Sampleton",
                        position,
                        new Checkpoint("ledger.example/log", position + 1, root),
                        "documented@2",
                        SHA256,
                        2,
                        maybe(SHA256),
                        SHA256,
                        SHA256,
                        new PublishedTotal(
                                random.nextInt(9),
                                random.nextInt(9),
                                random.nextInt(2),
                                sum(),
                                sum(),
                                sum()),
                        SHA256,
                        "— ledger.example/log/tallies AAECAwQFBgc="),
                sd());
    }

    private PublishedTotal.Sum sum() {
        return new PublishedTotal.Sum(
                random.nextBoolean() ? OptionalLong.of(random.nextInt(99)) : OptionalLong.empty(),
                random.nextBoolean() ? OptionalLong.of(random.nextInt(99)) : OptionalLong.empty(),
                random.nextInt(9),
                random.nextInt(9));
    }

    private ChallengeId challenge() {
        return new ChallengeId(new UUID(4, random.nextInt(9)));
    }

    private Challenged challenged() {
        return random.nextBoolean()
                ? new Challenged.OfPublication(new PublicationId(new UUID(3, random.nextInt(9))))
                : new Challenged.OfReport(report());
    }

    /** Signed by nobody: the codec does not look. */
    private KeyAdded added() {
        Ed25519Key key = Ed25519Key.of(bytes(32));
        return new KeyAdded(
                new OrganisationId("sample-monitor"),
                key.id(),
                key,
                Ed25519Signature.of(bytes(64)),
                maybe(signature()));
    }

    /** Of random bytes. */
    public EventSignature signature() {
        return new EventSignature(Ed25519Key.of(bytes(32)).id(), Ed25519Signature.of(bytes(64)));
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private StatementRecorded.Said said() {
        return new StatementRecorded.Said(
                "Sample Force",
                pick(Stance.values()),
                LocalDate.of(2017, 6, 9),
                claims.range(),
                claims.range(),
                maybe(
                        new Source(
                                "Sample Wire",
                                maybe(LocalDate.of(2017, 6, 9)),
                                OptionalInt.empty(),
                                sd())));
    }

    private PlaceResolved.ResolvedPlace place() {
        return new PlaceResolved.ResolvedPlace(
                172955, "Sampleton", 172955, "Sampleton", maybe("District"), maybe("SY.04"), "SY");
    }

    private StatedActor actor() {
        return new StatedActor(
                "Sample Force " + random.nextInt(4),
                pick(ActorRole.values()),
                maybe(pick(ActorStatus.values())),
                Optional.empty());
    }

    private IncidentId incident() {
        return new IncidentId(new UUID(1, random.nextInt(9)));
    }

    private ReportId report() {
        return new ReportId(new UUID(2, random.nextInt(99)));
    }

    private List<String> sd() {
        return random.nextBoolean() ? List.of(DIGEST) : List.of();
    }

    private <T> Optional<T> maybe(T value) {
        return random.nextBoolean() ? Optional.of(value) : Optional.empty();
    }

    private <T> List<T> times(int most, Supplier<T> make) {
        List<T> made = new ArrayList<>();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            made.add(make.get());
        }
        return made;
    }

    private <T> T pick(T[] from) {
        return from[random.nextInt(from.length)];
    }
}
