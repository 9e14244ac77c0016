package org.casualtyledger.api.registry;

import static org.casualtyledger.edge.Scope.ADMIN;
import static org.casualtyledger.edge.Scope.ASSESS;

import jakarta.servlet.http.HttpServletRequest;
import org.casualtyledger.api.commands.EveryTheatre;
import org.casualtyledger.api.commands.IdempotencyHeader;
import org.casualtyledger.api.commands.Rulings;
import org.casualtyledger.api.commands.StandingAnswer;
import org.casualtyledger.edge.Bodies;
import org.casualtyledger.edge.Caller;
import org.casualtyledger.edge.Parameters;
import org.casualtyledger.edge.RequiresScope;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.json.Json;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/actors} and {@code /v1/methodologies}: what is said once, for the whole ledger. */
@RestController
final class RegistryController {
    private final Registry registry;

    RegistryController(Registry registry) {
        this.registry = registry;
    }

    /** Registers an actor, or replaces its entry. */
    @RequiresScope(ASSESS)
    @PostMapping("/v1/actors")
    ResponseEntity<byte[]> actor(HttpServletRequest request, Caller caller) {
        new Parameters(request).done();
        EveryTheatre.require(caller);
        byte[] body = Bodies.read(request, Bodies.REPORT_BYTES);
        RegistryCommand.RegisterActor command = RegistryRequests.actor(body);
        return carryOut(
                command,
                Json.object().put("actor", command.actor().value()),
                "actors",
                request,
                caller,
                body);
    }

    @RequiresScope(ADMIN)
    @PostMapping("/v1/methodologies")
    ResponseEntity<byte[]> methodology(HttpServletRequest request, Caller caller) {
        new Parameters(request).done();
        byte[] body = Bodies.read(request, Bodies.REPORT_BYTES);
        RegistryCommand.PublishMethodology command = RegistryRequests.methodology(body);
        return carryOut(
                command,
                Json.object()
                        .put("name", command.name())
                        .put("version", command.version())
                        .put("hash", command.hash()),
                "methodologies",
                request,
                caller,
                body);
    }

    /** Chooses by what tallies are counted unless somebody asks for another one. */
    @RequiresScope(ADMIN)
    @PostMapping("/v1/methodologies/default")
    ResponseEntity<byte[]> choose(HttpServletRequest request, Caller caller) {
        new Parameters(request).done();
        byte[] body = Bodies.read(request, Bodies.REPORT_BYTES);
        RegistryCommand.SetDefaultMethodology command = RegistryRequests.choice(body);
        return carryOut(
                command,
                Json.object().put("name", command.name()).put("version", command.version()),
                "methodologies/default",
                request,
                caller,
                body);
    }

    private ResponseEntity<byte[]> carryOut(
            RegistryCommand command,
            ObjectNode about,
            String what,
            HttpServletRequest request,
            Caller caller,
            byte[] body) {
        Rulings.Standing standing =
                registry.carryOut(
                        command,
                        new OrganisationId(caller.organisation()),
                        IdempotencyHeader.read(request, caller.organisation(), what, body));
        return StandingAnswer.of(about, standing);
    }
}
