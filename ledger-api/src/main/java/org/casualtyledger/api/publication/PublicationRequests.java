package org.casualtyledger.api.publication;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.casualtyledger.api.commands.JsonBody;
import org.casualtyledger.api.commands.StoredText;
import org.casualtyledger.api.publication.PublicationCommand.AnswerChallenge;
import org.casualtyledger.api.publication.PublicationCommand.PublishTally;
import org.casualtyledger.api.publication.PublicationCommand.RaiseChallenge;
import org.casualtyledger.edge.Acting;
import org.casualtyledger.events.ChallengeCode;
import org.casualtyledger.events.ChallengeId;
import org.casualtyledger.events.ChallengeOutcome;
import org.casualtyledger.events.Challenged;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.PublicationId;
import org.casualtyledger.events.PublishedReceipt;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.Uuids;
import org.casualtyledger.events.claim.Disclosure;
import org.casualtyledger.events.claim.Limits;
import org.casualtyledger.events.json.Faults;
import org.casualtyledger.events.json.Fields;
import org.casualtyledger.events.note.SignedNote;
import tools.jackson.databind.JsonNode;

/** Request bodies, read strictly: every fault is named with its JSON pointer. */
final class PublicationRequests {
    private final RandomGenerator random = new SecureRandom();
    private final ReceiptKey key;
    private final InstantSource clock;

    PublicationRequests(ReceiptKey key, InstantSource clock) {
        this.key = key;
        this.clock = clock;
    }

    PublishTally publication(byte[] body, OrganisationId by) {
        Faults faults = new Faults();
        Fields f = Fields.of(JsonBody.parse(body), "", faults);
        f.require("name");
        f.require("receipt");
        Optional<String> name = f.name("name", Limits.NAME);
        Optional<String> note = f.text("receipt", SignedNote.MOST_BYTES);
        Optional<PublishedReceipt> receipt =
                note.flatMap(text -> key.verified(text.getBytes(UTF_8), faults));
        List<StoredText> texts = new ArrayList<>();
        f.name("url", Limits.TITLE)
                .map(url -> Disclosure.of("url", url, random))
                .ifPresent(url -> texts.add(StoredText.open(url)));
        f.refuseUnknown();
        if (!faults.isEmpty() || name.isEmpty() || note.isEmpty() || receipt.isEmpty()) {
            throw JsonBody.invalid(faults).asException();
        }
        String text = note.get().substring(0, note.get().lastIndexOf("\n\n") + 1);
        return new PublishTally(
                PublicationId.of(by, name.get(), text), name.get(), receipt.get(), texts);
    }

    RaiseChallenge challenge(byte[] body) {
        Faults faults = new Faults();
        Fields f = Fields.of(JsonBody.parse(body), "", faults);
        f.require("about");
        f.require("code");
        Optional<Challenged> about = f.object("about").flatMap(PublicationRequests::about);
        Optional<ChallengeCode> code = f.code("code", ChallengeCode.values());
        List<StoredText> grounds = text(f, "grounds");
        f.refuseUnknown();
        if (!faults.isEmpty() || about.isEmpty() || code.isEmpty()) {
            throw JsonBody.invalid(faults).asException();
        }
        return new RaiseChallenge(
                new ChallengeId(Uuids.timeOrdered(clock.millis())),
                about.get(),
                code.get(),
                grounds);
    }

    private static Optional<Challenged> about(Fields f) {
        Optional<UUID> publication = f.uuid("publication");
        Optional<UUID> report = f.uuid("report");
        f.refuseUnknown();
        if (f.has("publication") == f.has("report")) {
            f.faults().add(f.pointer(), "about", "must name one publication, or one report");
            return Optional.empty();
        }
        return publication
                .<Challenged>map(id -> new Challenged.OfPublication(new PublicationId(id)))
                .or(() -> report.map(id -> new Challenged.OfReport(new ReportId(id))));
    }

    AnswerChallenge answer(byte[] body, ChallengeId challenge, Acting.Actor actor) {
        Faults faults = new Faults();
        Fields f = Fields.of(JsonBody.parse(body), "", faults);
        f.require("outcome");
        Optional<ChallengeOutcome> outcome = f.code("outcome", ChallengeOutcome.values());
        List<StoredText> text = text(f, "text");
        f.refuseUnknown();
        if (!faults.isEmpty() || outcome.isEmpty()) {
            throw JsonBody.invalid(faults).asException();
        }
        return new AnswerChallenge(
                challenge,
                outcome.get(),
                new OrganisationId(actor.organisation()),
                actor.enteredBy().map(OrganisationId::new),
                text);
    }

    /**
     * A text that must be there, and for whom: {@code restricted} where the body does not say, for
     * grounds may name people.
     */
    private List<StoredText> text(Fields f, String name) {
        f.require(name);
        Optional<JsonNode> audience = f.raw("audience");
        boolean open = audience.filter(a -> is(a, "public")).isPresent();
        if (audience.isPresent() && !open && !is(audience.get(), "restricted")) {
            f.faults()
                    .add(
                            f.pointerTo("audience"),
                            "unknown-code",
                            "must be one of public, restricted");
        }
        return f.text(name, Limits.NARRATIVE)
                .map(value -> Disclosure.of(name, value, random))
                .map(text -> List.of(open ? StoredText.open(text) : StoredText.of(text)))
                .orElse(List.of());
    }

    private static boolean is(JsonNode value, String word) {
        return value.isString() && value.stringValue().equals(word);
    }
}
