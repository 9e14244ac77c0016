package org.casualtyledger.projections.candidates;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.casualtyledger.edge.Parameters;
import org.casualtyledger.edge.Problem;
import org.casualtyledger.edge.RequiresScope;
import org.casualtyledger.edge.Scope;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.json.Json;
import org.casualtyledger.projections.edge.Answers;
import org.casualtyledger.projections.edge.Etag;
import org.casualtyledger.projections.edge.ReadPositions;
import org.casualtyledger.projections.edge.Rules;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /v1/incidents/{id}/candidates}: which incidents may be one with it, and why. */
@RestController
final class CandidatesController {
    private static final int DEFAULT_LIMIT = 20;
    private static final int LIMIT = 200;

    static final String NOTE =
            "reasons to look, and no probability: nothing is merged until somebody confirms it";

    private final Candidates candidates;
    private final ReadPositions positions;

    CandidatesController(Candidates candidates, ReadPositions positions) {
        this.candidates = candidates;
        this.positions = positions;
    }

    @RequiresScope({Scope.READ, Scope.ASSESS})
    @GetMapping("/v1/incidents/{id}/candidates")
    ResponseEntity<byte[]> candidates(@PathVariable String id, HttpServletRequest request) {
        Parameters parameters = new Parameters(request);
        int limit = (int) parameters.number("limit", 1, LIMIT).orElse(DEFAULT_LIMIT);
        boolean all = parameters.parsed("status", CandidatesController::all).orElse(false);
        ReadPositions.Wanted wanted = ReadPositions.read(parameters);
        Rules rules = Rules.read(parameters);
        parameters.done();
        long position = positions.resolve(wanted).orElseGet(positions::latest);
        long under = rules.position(position, positions.latest());
        return Answers.json(
                request,
                Etag.of(position, id + " " + limit + all + under),
                () ->
                        parse(id)
                                .flatMap(known -> candidates.of(known, position, under))
                                .map(ranked -> write(id, ranked, limit, all))
                                .orElseThrow(() -> unknown(id, position).asException())
                                .put("position", position)
                                .put("rulesPosition", under)
                                .put("note", NOTE));
    }

    private static boolean all(String status) {
        return switch (status) {
            case "open" -> false;
            case "all" -> true;
            default -> throw new IllegalArgumentException("must be open or all");
        };
    }

    private static Optional<IncidentId> parse(String id) {
        try {
            return Optional.of(new IncidentId(UUID.fromString(id)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Problem unknown(String id, long position) {
        return Problem.notFound(
                "Nothing is known of an incident " + id + " as of position " + position + ".");
    }

    private static ObjectNode write(String id, Candidates.Ranked ranked, int limit, boolean all) {
        List<Candidates.Candidate> shown =
                ranked.candidates().stream()
                        .filter(c -> all || c.status() == Candidates.Status.OPEN && !c.duplicate())
                        .toList();
        ObjectNode json = Json.object();
        json.put("incident", id);
        json.put("theatre", ranked.theatre().orElse(null));
        ArrayNode rows = json.putArray("candidates");
        shown.stream().limit(limit).forEach(c -> rows.add(row(c)));
        json.put("found", shown.size());
        json.put("compared", ranked.compared());
        json.put("complete", ranked.complete());
        json.put("threshold", Likeness.OPEN);
        return json;
    }

    private static ObjectNode row(Candidates.Candidate candidate) {
        ObjectNode json = Json.object();
        json.put("incident", candidate.incident().toString());
        json.put("score", candidate.likeness().score());
        json.put("status", candidate.status().code());
        json.put("open", candidate.open());
        candidate
                .verdict()
                .ifPresent(
                        v ->
                                json.putObject("verdict")
                                        .put("by", v.by())
                                        .put("position", v.position()));
        if (candidate.duplicate()) {
            json.put("duplicate", true);
        }
        candidate.organisations().forEach(json.putArray("organisations")::add);
        json.putObject("compared")
                .put("own", candidate.likeness().one().toString())
                .put("other", candidate.likeness().other().toString());
        ArrayNode reasons = json.putArray("reasons");
        for (Likeness.Reason reason : candidate.likeness().reasons()) {
            reasons.addObject()
                    .put("about", reason.about())
                    .put("points", reason.points())
                    .put("words", reason.words());
        }
        return json;
    }
}
