package org.casualtyledger.api.publication;

import static org.casualtyledger.edge.Scope.ADMIN;
import static org.casualtyledger.edge.Scope.ASSESS;
import static org.casualtyledger.edge.Scope.SUBMIT;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.casualtyledger.api.commands.IdempotencyHeader;
import org.casualtyledger.api.commands.Ruling;
import org.casualtyledger.api.commands.StandingAnswer;
import org.casualtyledger.edge.Acting;
import org.casualtyledger.edge.Bodies;
import org.casualtyledger.edge.Caller;
import org.casualtyledger.edge.OpenToAnyKey;
import org.casualtyledger.edge.Parameters;
import org.casualtyledger.edge.Problem;
import org.casualtyledger.edge.RequiresScope;
import org.casualtyledger.events.ChallengeAnswered;
import org.casualtyledger.events.ChallengeId;
import org.casualtyledger.events.ChallengeRaised;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.LedgerEvent;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.TallyPublished;
import org.casualtyledger.events.json.Json;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code POST /v1/publications}, {@code /v1/challenges} and {@code /v1/challenges/{id}/answers}.
 * Whoever submits, assesses or administers publishes for its own organisation; any key challenges.
 */
@RestController
final class PublicationController {
    private final Publications publications;
    private final PublicationRequests requests;
    private final Acting acting;

    PublicationController(Publications publications, PublicationRequests requests, Acting acting) {
        this.publications = publications;
        this.requests = requests;
        this.acting = acting;
    }

    @RequiresScope({SUBMIT, ASSESS, ADMIN})
    @PostMapping("/v1/publications")
    ResponseEntity<byte[]> publish(HttpServletRequest http, Caller caller) {
        Acting.Actor actor = new Acting.Actor(caller.organisation(), Optional.empty());
        Asked asked = asked(http, actor, "publications");
        return carryOut(
                requests.publication(asked.body(), new OrganisationId(caller.organisation())),
                asked);
    }

    @OpenToAnyKey
    @PostMapping("/v1/challenges")
    ResponseEntity<byte[]> challenge(HttpServletRequest http, Caller caller) {
        Acting.Actor actor = new Acting.Actor(caller.organisation(), Optional.empty());
        Asked asked = asked(http, actor, "challenges");
        return carryOut(requests.challenge(asked.body()), asked);
    }

    /** With {@code organisation}, an administrator answers for one that holds no key. */
    @RequiresScope({SUBMIT, ASSESS, ADMIN})
    @PostMapping("/v1/challenges/{id}/answers")
    ResponseEntity<byte[]> answer(
            @PathVariable("id") String id, HttpServletRequest http, Caller caller) {
        ChallengeId challenge = challengeId(id);
        Parameters parameters = new Parameters(http);
        Optional<String> organisation = parameters.text("organisation");
        boolean dryRun = parameters.flag("dryRun");
        parameters.done();
        Acting.Actor actor = acting.actor(caller, organisation);
        Asked asked = asked(http, actor, id + "/answers", dryRun);
        return carryOut(requests.answer(asked.body(), challenge, actor), asked);
    }

    /** A request with what every one of them has. */
    private record Asked(
            Acting.Actor actor,
            String what,
            HttpServletRequest http,
            byte[] body,
            boolean dryRun) {}

    private static Asked asked(HttpServletRequest http, Acting.Actor actor, String what) {
        Parameters parameters = new Parameters(http);
        boolean dryRun = parameters.flag("dryRun");
        parameters.done();
        return asked(http, actor, what, dryRun);
    }

    private static Asked asked(
            HttpServletRequest http, Acting.Actor actor, String what, boolean dryRun) {
        return new Asked(actor, what, http, Bodies.read(http, Bodies.REPORT_BYTES), dryRun);
    }

    private ResponseEntity<byte[]> carryOut(PublicationCommand command, Asked asked) {
        if (asked.dryRun()) {
            return wouldBe(publications.decide(command));
        }
        String organisation = asked.actor().organisation();
        var standing =
                publications.carryOut(
                        command,
                        new OrganisationId(organisation),
                        IdempotencyHeader.read(
                                asked.http(), organisation, asked.what(), asked.body()));
        return StandingAnswer.of(about(publications.at(standing.receipt().position())), standing);
    }

    private static ResponseEntity<byte[]> wouldBe(Ruling ruling) {
        ObjectNode out = Json.object();
        switch (ruling) {
            case Ruling.Accepted accepted ->
                    out.put("type", EventCodec.type(accepted.event()))
                            .put("outcome", "would-append");
            case Ruling.SaidAlready(long position) ->
                    out.put("position", position).put("outcome", "unchanged");
            case Ruling.Refused(Problem problem) -> throw problem.asException();
        }
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(out.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode about(LedgerEvent event) {
        ObjectNode out = Json.object();
        return switch (event) {
            case TallyPublished e ->
                    out.put("publication", e.publication().toString()).put("name", e.name());
            case ChallengeRaised e -> out.put("challenge", e.challenge().toString());
            case ChallengeAnswered e ->
                    out.put("challenge", e.challenge().toString())
                            .put("answer", e.outcome().code());
            default -> out;
        };
    }

    private static ChallengeId challengeId(String text) {
        if (text.length() == 36) {
            try {
                return new ChallengeId(UUID.fromString(text));
            } catch (IllegalArgumentException e) {
                // falls through to the one problem below
            }
        }
        throw Problem.notFound("A challenge's id is a UUID.").asException();
    }
}
