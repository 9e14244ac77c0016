package org.casualtyledger.projections.tallies;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.casualtyledger.counting.CellKey;
import org.casualtyledger.counting.Measures;
import org.casualtyledger.edge.Parameters;
import org.casualtyledger.edge.RequiresScope;
import org.casualtyledger.edge.Scope;
import org.casualtyledger.events.json.Json;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /v1/tallies/preview}: what an import would change. Stores nothing. */
@RestController
final class PreviewController {
    /** Most rows of one answer; the number of all rows is said beside. */
    private static final int ROWS = 1_000;

    private final Preview preview;
    private final Stands stands;

    PreviewController(Preview preview, Stands stands) {
        this.preview = preview;
        this.stands = stands;
    }

    @RequiresScope({Scope.SUBMIT, Scope.READ})
    @PostMapping("/v1/tallies/preview")
    ResponseEntity<byte[]> preview(HttpServletRequest request) throws IOException {
        Parameters parameters = new Parameters(request);
        Stands.Wanted wanted = Stands.readLatest(parameters);
        parameters.done();
        Stand stand = stands.resolve(wanted);
        Preview.Answer answer = preview.of(request.getInputStream(), stand.methodology());
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(write(answer, stand.at(answer.position())).toString().getBytes(UTF_8));
    }

    private static ObjectNode write(Preview.Answer answer, Stand stand) {
        ObjectNode json = Json.object();
        Measures difference = answer.difference();
        json.put("lines", answer.lines());
        json.set("before", answer.before().json());
        json.set("after", answer.before().plus(difference).json());
        json.set("difference", ExplainedJson.signed(difference));
        List<Map.Entry<CellKey, Measures>> sorted =
                answer.rows().entrySet().stream()
                        .sorted(Comparator.comparing(row -> row.getKey().name()))
                        .limit(ROWS)
                        .toList();
        ArrayNode rows = json.putArray("rows");
        for (Map.Entry<CellKey, Measures> row : sorted) {
            ObjectNode one = rows.addObject();
            CellJson.placeAndMonth(one, row.getKey());
            ArrayNode actors = one.putArray("actors");
            row.getKey()
                    .actors()
                    .forEach(
                            a ->
                                    actors.addObject()
                                            .put("name", a.actor())
                                            .put("role", a.role().code()));
            one.setAll(ExplainedJson.signed(row.getValue()));
        }
        json.put("changedRows", answer.rows().size());
        json.put("complete", answer.rows().size() <= ROWS);
        TallyJson.stand(json, stand);
        json.put("note", TallyJson.NOTE);
        return json;
    }
}
