package org.casualtyledger.projections.tallies;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.casualtyledger.counting.Bounds;
import org.casualtyledger.edge.Parameters;
import org.casualtyledger.edge.RequiresScope;
import org.casualtyledger.edge.Scope;
import org.casualtyledger.events.Stance;
import org.casualtyledger.events.json.Json;
import org.casualtyledger.projections.edge.Answers;
import org.casualtyledger.projections.edge.Etag;
import org.casualtyledger.projections.responsibility.Responsibility;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /v1/responsibility}. Needs the scope {@code read}, unless tallies are public. */
@RestController
final class ResponsibilityController {
    private static final String NOTE =
            "what is alleged and what is conceded stand side by side; a denial lowers nothing, and"
                    + " an incident with several actors is in the row of each";

    private final AllegedAndSaid actors;
    private final Stands stands;

    ResponsibilityController(AllegedAndSaid actors, Stands stands) {
        this.actors = actors;
        this.stands = stands;
    }

    @RequiresScope(value = Scope.READ, openWithPublicTallies = true)
    @GetMapping("/v1/responsibility")
    ResponseEntity<byte[]> responsibility(HttpServletRequest request) {
        Parameters parameters = new Parameters(request);
        TallyFilter filter = TallyFilter.read(parameters);
        Stands.Wanted wanted = Stands.read(parameters);
        if (filter.role() == Role.PARTY) {
            parameters.fault(
                    "role", "not-valid", "who was only present is held responsible for nothing");
        }
        parameters.done();
        Stand stand = stands.resolve(wanted);
        String etag =
                Etag.of(
                        stand.position(),
                        filter
                                + " responsibility "
                                + stand.rulesPosition()
                                + " "
                                + stand.methodology().hash());
        Stand pinned = stand.at(stand.position());
        return Answers.json(request, etag, () -> write(actors.rows(filter, pinned), pinned));
    }

    private static ObjectNode write(List<Responsibility.Row> rows, Stand stand) {
        ObjectNode json = Json.object();
        ArrayNode actors = json.putArray("actors");
        for (Responsibility.Row row : rows) {
            ObjectNode one = actors.addObject();
            one.put("actor", row.actor().name());
            one.put("actorId", row.actor().id().orElse(null));
            one.set("alleged", row.sole().plus(row.shared()).json());
            one.set("sole", row.sole().json());
            one.set("shared", row.shared().json());
            ObjectNode statements = one.putObject("statements");
            for (Stance stance : Stance.values()) {
                statements.put(stance.code(), row.stances().getOrDefault(stance, 0L));
            }
            statements.put("none", row.none());
            long admitted = row.stances().getOrDefault(Stance.ADMITS, 0L);
            ObjectNode conceded = one.putObject("conceded");
            conceded.put("incidents", admitted);
            conceded.set("killed", conceded(row.killed(), admitted));
            conceded.set("injured", conceded(row.injured(), admitted));
        }
        json.put("rowsAddUp", false);
        TallyJson.stand(json, stand);
        json.put("note", TallyJson.NOTE + "; " + NOTE);
        return json;
    }

    /** Admitted without any figure is unknown, not 0. */
    private static ObjectNode conceded(Bounds bounds, long admitted) {
        ObjectNode json = Json.object();
        if (admitted > bounds.notStated()) {
            json.put("min", bounds.min()).put("max", bounds.max());
        } else {
            json.putNull("min").putNull("max");
        }
        return json.put("notStated", bounds.notStated()).put("openEnded", bounds.openEnded());
    }
}
