package org.casualtyledger.projections.registries;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.casualtyledger.edge.Parameters;
import org.casualtyledger.edge.Problem;
import org.casualtyledger.edge.RequiresScope;
import org.casualtyledger.edge.Scope;
import org.casualtyledger.events.json.Json;
import org.casualtyledger.projections.edge.Answers;
import org.casualtyledger.projections.edge.Etag;
import org.casualtyledger.projections.edge.ReadPositions;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /v1/actors} and {@code /v1/actors/{id}}, as of a position. */
@RestController
final class ActorsController {
    private final Actors actors;
    private final ReadPositions positions;

    ActorsController(Actors actors, ReadPositions positions) {
        this.actors = actors;
        this.positions = positions;
    }

    @RequiresScope(value = Scope.READ, openWithPublicTallies = true)
    @GetMapping("/v1/actors")
    ResponseEntity<byte[]> all(HttpServletRequest request) {
        long position = position(request);
        return Answers.json(
                request,
                Etag.of(position, "actors"),
                () -> {
                    ObjectNode json = Json.object();
                    ArrayNode list = json.putArray("actors");
                    actors.asOf(position, Optional.empty()).forEach(a -> list.add(json(a)));
                    return json.put("position", position);
                });
    }

    @RequiresScope(value = Scope.READ, openWithPublicTallies = true)
    @GetMapping("/v1/actors/{id}")
    ResponseEntity<byte[]> one(@PathVariable String id, HttpServletRequest request) {
        long position = position(request);
        return Answers.json(
                request,
                Etag.of(position, "actor " + id),
                () ->
                        actors.asOf(position, Optional.of(id)).stream()
                                .findFirst()
                                .map(actor -> json(actor).put("position", position))
                                .orElseThrow(() -> unknown(id, position).asException()));
    }

    private long position(HttpServletRequest request) {
        Parameters parameters = new Parameters(request);
        ReadPositions.Wanted wanted = ReadPositions.read(parameters);
        parameters.done();
        return positions.resolve(wanted).orElseGet(positions::latest);
    }

    private static Problem unknown(String id, long position) {
        return Problem.notFound(
                "The registry has no actor " + id + " as of position " + position + ".");
    }

    private static ObjectNode json(Actors.Actor actor) {
        ObjectNode json = Json.object();
        json.put("id", actor.id());
        json.put("name", actor.name());
        actor.aliases().forEach(json.putArray("aliases")::add);
        memberships(json.putArray("memberships"), "of", actor.memberships());
        memberships(json.putArray("parts"), "actor", actor.parts());
        actor.stated().forEach(json.putArray("stated")::add);
        json.put("since", actor.since());
        return json;
    }

    private static void memberships(
            ArrayNode out, String other, List<Actors.Membership> memberships) {
        for (Actors.Membership membership : memberships) {
            out.addObject()
                    .put(other, membership.other())
                    .put("kind", membership.kind())
                    .put("from", membership.from().map(Object::toString).orElse(null))
                    .put("to", membership.to().map(Object::toString).orElse(null));
        }
    }
}
