package org.casualtyledger.events;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.casualtyledger.events.claim.ClaimJson;
import org.casualtyledger.events.claim.Digests;
import org.casualtyledger.events.claim.Limits;
import org.casualtyledger.events.json.Fields;
import org.casualtyledger.events.json.Json;
import tools.jackson.databind.node.ObjectNode;

/** Events of publication: what {@link EventCodec} leaves to it. */
final class PublicationEventCodec {
    private static final String PUBLISHED = "tally-published";
    private static final String RAISED = "challenge-raised";
    private static final String ANSWERED = "challenge-answered";
    static final Set<String> TYPES = Set.of(PUBLISHED, RAISED, ANSWERED);

    private PublicationEventCodec() {}

    static boolean knows(String type) {
        return TYPES.contains(type);
    }

    static String type(PublicationEvent event) {
        return switch (event) {
            case TallyPublished _ -> PUBLISHED;
            case ChallengeRaised _ -> RAISED;
            case ChallengeAnswered _ -> ANSWERED;
        };
    }

    static ObjectNode data(PublicationEvent event) {
        ObjectNode out = Json.object();
        switch (event) {
            case TallyPublished e -> {
                out.put("publication", e.publication().toString());
                out.put("name", e.name());
                out.set("receipt", PublishedReceiptJson.write(e.receipt()));
                ClaimJson.digests(out, e.sd());
            }
            case ChallengeRaised e -> {
                out.put("challenge", e.challenge().toString());
                switch (e.about()) {
                    case Challenged.OfPublication about ->
                            out.put("publication", about.publication().toString());
                    case Challenged.OfReport about -> out.put("report", about.report().toString());
                }
                out.put("code", e.code().code());
                ClaimJson.digests(out, e.sd());
            }
            case ChallengeAnswered e -> {
                out.put("challenge", e.challenge().toString());
                out.put("outcome", e.outcome().code());
                e.enteredBy().ifPresent(by -> out.put("enteredBy", by.value()));
                ClaimJson.digests(out, e.sd());
            }
        }
        return out;
    }

    static Optional<LedgerEvent> read(String type, Fields f) {
        return switch (type) {
            case PUBLISHED -> readPublished(f);
            case RAISED -> readRaised(f);
            case ANSWERED -> readAnswered(f);
            default -> Optional.empty();
        };
    }

    private static Optional<LedgerEvent> readPublished(Fields f) {
        for (String name : List.of("publication", "name", "receipt")) {
            f.require(name);
        }
        Optional<PublicationId> publication = f.uuid("publication").map(PublicationId::new);
        Optional<String> name = f.name("name", Limits.NAME);
        Optional<PublishedReceipt> receipt =
                f.object("receipt").flatMap(PublishedReceiptJson::read);
        List<String> sd = Digests.read(f);
        return publication.isPresent() && name.isPresent() && receipt.isPresent()
                ? Optional.of(new TallyPublished(publication.get(), name.get(), receipt.get(), sd))
                : Optional.empty();
    }

    private static Optional<LedgerEvent> readRaised(Fields f) {
        f.require("challenge");
        f.require("code");
        Optional<ChallengeId> challenge = f.uuid("challenge").map(ChallengeId::new);
        Optional<Challenged> about = about(f);
        Optional<ChallengeCode> code = f.code("code", ChallengeCode.values());
        List<String> sd = Digests.read(f);
        return challenge.isPresent() && about.isPresent() && code.isPresent()
                ? Optional.of(new ChallengeRaised(challenge.get(), about.get(), code.get(), sd))
                : Optional.empty();
    }

    private static Optional<Challenged> about(Fields f) {
        Optional<Challenged> publication =
                f.uuid("publication")
                        .map(id -> new Challenged.OfPublication(new PublicationId(id)));
        Optional<Challenged> report =
                f.uuid("report").map(id -> new Challenged.OfReport(new ReportId(id)));
        if (f.has("publication") == f.has("report")) {
            f.faults().add(f.pointer(), "about", "is about one publication, or one report");
            return Optional.empty();
        }
        return publication.or(() -> report);
    }

    private static Optional<LedgerEvent> readAnswered(Fields f) {
        f.require("challenge");
        f.require("outcome");
        Optional<ChallengeId> challenge = f.uuid("challenge").map(ChallengeId::new);
        Optional<ChallengeOutcome> outcome = f.code("outcome", ChallengeOutcome.values());
        Optional<OrganisationId> enteredBy = EventCodec.organisation(f, "enteredBy");
        List<String> sd = Digests.read(f);
        return challenge.isPresent() && outcome.isPresent()
                ? Optional.of(new ChallengeAnswered(challenge.get(), outcome.get(), enteredBy, sd))
                : Optional.empty();
    }
}
