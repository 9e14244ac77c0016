package org.casualtyledger.projections.tallies;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.UUID;
import org.casualtyledger.edge.Parameters;
import org.casualtyledger.edge.RequiresScope;
import org.casualtyledger.edge.Scope;
import org.casualtyledger.events.json.Json;
import org.casualtyledger.projections.edge.Answers;
import org.casualtyledger.projections.edge.Cursor;
import org.casualtyledger.projections.edge.Etag;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /v1/tallies/incidents}. Needs the scope {@code read}, unless tallies are public. */
@RestController
final class BehindController {
    private static final int LIMIT = 100;
    private static final int MOST = 1_000;

    private final Behind behind;
    private final Stands stands;

    BehindController(Behind behind, Stands stands) {
        this.behind = behind;
        this.stands = stands;
    }

    @RequiresScope(value = Scope.READ, openWithPublicTallies = true)
    @GetMapping("/v1/tallies/incidents")
    ResponseEntity<byte[]> incidents(HttpServletRequest request) {
        Parameters parameters = new Parameters(request);
        TallyFilter filter = TallyFilter.read(parameters);
        Stands.Wanted wanted = Stands.read(parameters);
        int limit = (int) parameters.number("limit", 1, MOST).orElse(LIMIT);
        Optional<Cursor> cursor = parameters.parsed("cursor", BehindController::cursor);
        parameters.done();
        Stand stand =
                cursor.isPresent() ? stands.pinned(wanted, cursor.get()) : stands.resolve(wanted);
        UUID after = cursor.map(c -> UUID.fromString(c.after())).orElse(Behind.START);
        String etag =
                Etag.of(
                        stand.position(),
                        filter
                                + " incidents after "
                                + after
                                + " "
                                + limit
                                + " "
                                + stand.rulesPosition()
                                + " "
                                + stand.methodology().hash());
        return Answers.json(
                request, etag, () -> write(behind.page(filter, stand, after, limit), stand));
    }

    /** One whose row is an incident's. */
    private static Cursor cursor(String text) {
        Cursor cursor = Cursor.parse(text);
        UUID.fromString(cursor.after());
        return cursor;
    }

    private static ObjectNode write(Behind.Page page, Stand stand) {
        ObjectNode json = Json.object();
        ArrayNode rows = json.putArray("incidents");
        for (Behind.Line line : page.lines()) {
            ObjectNode row = rows.addObject();
            row.put("incident", line.incident().toString());
            CellJson.write(row, line.contribution().cell());
            if (!line.parts().isEmpty()) {
                ArrayNode parts = row.putArray("parts");
                line.parts().forEach(part -> parts.add(part.code()));
            }
            row.setAll(line.contribution().measures().json());
        }
        TallyJson.stand(json, stand);
        page.next()
                .ifPresent(
                        last ->
                                json.put(
                                        "next",
                                        new Cursor(
                                                        stand.position(),
                                                        stand.rulesPosition(),
                                                        last.toString())
                                                .text()));
        json.put("note", TallyJson.NOTE);
        return json;
    }
}
