package org.casualtyledger.api.resolution;

import static org.casualtyledger.edge.Scope.ASSESS;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.random.RandomGenerator;
import org.casualtyledger.api.commands.EveryTheatre;
import org.casualtyledger.api.commands.IdempotencyHeader;
import org.casualtyledger.api.commands.StandingAnswer;
import org.casualtyledger.api.commands.Theatres;
import org.casualtyledger.edge.Bodies;
import org.casualtyledger.edge.Caller;
import org.casualtyledger.edge.Parameters;
import org.casualtyledger.edge.RequiresScope;
import org.casualtyledger.events.GazetteerAdopted;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.json.Json;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/gazetteers/adoptions} and {@code /v1/resolutions}: what stated names stand for. */
@RestController
final class ResolutionController {
    private final RandomGenerator random = new SecureRandom();
    private final Resolutions resolutions;
    private final ResolutionRun run;

    ResolutionController(Resolutions resolutions, ResolutionRun run) {
        this.resolutions = resolutions;
        this.run = run;
    }

    @RequiresScope(ASSESS)
    @PostMapping("/v1/gazetteers/adoptions")
    ResponseEntity<byte[]> adopt(HttpServletRequest request, Caller caller) {
        byte[] body = body(request);
        EveryTheatre.require(caller);
        ResolutionCommand command = ResolutionRequests.adoption(body);
        GazetteerAdopted gazetteer = Resolutions.bundled();
        return carryOut(
                command,
                Json.object()
                        .put("gazetteer", gazetteer.sha256())
                        .put("title", gazetteer.title())
                        .put("places", gazetteer.places()),
                "gazetteers/adoptions",
                request,
                caller,
                body);
    }

    @RequiresScope(ASSESS)
    @PostMapping("/v1/resolutions/places")
    ResponseEntity<byte[]> place(HttpServletRequest request, Caller caller) {
        byte[] body = body(request);
        ResolutionCommand.ResolvePlace command = ResolutionRequests.place(body, random);
        EveryTheatre.require(caller, Theatres.ofCountry(command.stated().country()));
        ObjectNode about = Json.object();
        about.set("stated", ResolutionViews.stated(command.stated()));
        if (command.place().isPresent()) {
            about.put("place", command.place().getAsLong());
        } else {
            about.putNull("place");
        }
        return carryOut(command, about, "resolutions/places", request, caller, body);
    }

    @RequiresScope(ASSESS)
    @PostMapping("/v1/resolutions/actors")
    ResponseEntity<byte[]> actor(HttpServletRequest request, Caller caller) {
        byte[] body = body(request);
        EveryTheatre.require(caller);
        ResolutionCommand.ResolveActor command = ResolutionRequests.actor(body, random);
        ObjectNode about = Json.object().put("stated", command.stated());
        command.actor()
                .ifPresentOrElse(
                        id -> about.put("actor", id.value()), () -> about.putNull("actor"));
        return carryOut(command, about, "resolutions/actors", request, caller, body);
    }

    /** Resolves what needs nobody to judge. */
    @RequiresScope(ASSESS)
    @PostMapping("/v1/resolutions/runs")
    ResponseEntity<byte[]> run(HttpServletRequest request, Caller caller) {
        ResolutionRun.Options options = ResolutionRequests.run(body(request));
        EveryTheatre.require(caller, options.theatre().orElse(TheatreId.NONE));
        ResolutionRun.Result result = run.run(options, new OrganisationId(caller.organisation()));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(
                        ResolutionViews.run(options, result)
                                .toString()
                                .getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] body(HttpServletRequest request) {
        new Parameters(request).done();
        return Bodies.read(request, Bodies.REPORT_BYTES);
    }

    private ResponseEntity<byte[]> carryOut(
            ResolutionCommand command,
            ObjectNode about,
            String what,
            HttpServletRequest request,
            Caller caller,
            byte[] body) {
        return StandingAnswer.of(
                about,
                resolutions.carryOut(
                        command,
                        new OrganisationId(caller.organisation()),
                        IdempotencyHeader.read(request, caller.organisation(), what, body)));
    }
}
