package org.casualtyledger.projections.registries;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.casualtyledger.edge.Parameters;
import org.casualtyledger.edge.RequiresScope;
import org.casualtyledger.edge.Scope;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.json.Json;
import org.casualtyledger.projections.edge.Answers;
import org.casualtyledger.projections.edge.Cursor;
import org.casualtyledger.projections.edge.Etag;
import org.casualtyledger.projections.edge.ReadPositions;
import org.casualtyledger.projections.edge.Rules;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code GET /v1/resolutions/places} and {@code /v1/resolutions/actors}: the names that standing
 * reports state, what each stands for, and, where it stands for nothing yet, what it may stand for.
 * The most frequent come first: a reviewer's list of work.
 */
@RestController
final class ResolutionsController {
    private static final int DEFAULT_LIMIT = 50;
    private static final int LIMIT = 1_000;

    private final StatedNames names;
    private final Resolving resolving;
    private final ReadPositions positions;

    ResolutionsController(StatedNames names, Resolving resolving, ReadPositions positions) {
        this.names = names;
        this.resolving = resolving;
        this.positions = positions;
    }

    /** What a list is asked for. */
    private record Question(
            Optional<Resolving.Status> status,
            Optional<TheatreId> theatre,
            int limit,
            long position,
            long rules,
            int from) {}

    @RequiresScope({Scope.READ, Scope.ASSESS})
    @GetMapping("/v1/resolutions/places")
    ResponseEntity<byte[]> places(HttpServletRequest request) {
        Question question = question(request);
        return Answers.json(
                request,
                Etag.of(question.position(), "places " + question),
                () -> {
                    Function<StatedNames.Settlement, Resolving.Row> row =
                            resolving.places(question.rules());
                    return answer(
                            question,
                            names.settlements(question.position(), question.theatre()),
                            row);
                });
    }

    @RequiresScope({Scope.READ, Scope.ASSESS})
    @GetMapping("/v1/resolutions/actors")
    ResponseEntity<byte[]> actors(HttpServletRequest request) {
        Question question = question(request);
        return Answers.json(
                request,
                Etag.of(question.position(), "actors " + question),
                () -> {
                    Function<StatedNames.StatedActor, Resolving.Row> row =
                            resolving.actors(question.rules());
                    return answer(
                            question, names.actors(question.position(), question.theatre()), row);
                });
    }

    private Question question(HttpServletRequest request) {
        Parameters parameters = new Parameters(request);
        Optional<Resolving.Status> status = parameters.parsed("status", Resolving.Status::parse);
        Optional<TheatreId> theatre = parameters.parsed("theatre", TheatreId::new);
        int limit = (int) parameters.number("limit", 1, LIMIT).orElse(DEFAULT_LIMIT);
        ReadPositions.Wanted wanted = ReadPositions.read(parameters);
        Rules rules = Rules.read(parameters);
        Optional<Cursor> cursor = parameters.parsed("cursor", Cursor::parse);
        int from =
                cursor.map(c -> c.after().matches("[0-9]{1,9}") ? Integer.parseInt(c.after()) : -1)
                        .orElse(0);
        if (from < 0) {
            parameters.fault("cursor", "not-valid", "is no cursor of an earlier answer");
        }
        parameters.done();
        long latest = positions.latest();
        long position =
                cursor.map(positions::pinned)
                        .orElseGet(() -> positions.resolve(wanted).orElseGet(positions::latest));
        return new Question(
                status,
                theatre,
                limit,
                position,
                cursor.map(Cursor::rules).orElse(rules.position(position, latest)),
                from);
    }

    /** Names below {@code from} were on earlier pages; only as many are matched as are shown. */
    private static <T> ObjectNode answer(
            Question question, List<T> stated, Function<T, Resolving.Row> resolve) {
        ObjectNode json = Json.object();
        ArrayNode rows = json.putArray("names");
        int n = question.from();
        for (; n < stated.size() && rows.size() < question.limit(); n++) {
            Resolving.Row row = resolve.apply(stated.get(n));
            if (question.status().map(row::is).orElse(true)) {
                rows.add(row.json());
            }
        }
        json.put("position", question.position());
        json.put("rulesPosition", question.rules());
        json.put("stated", stated.size());
        if (n < stated.size()) {
            json.put(
                    "next",
                    new Cursor(question.position(), question.rules(), Integer.toString(n)).text());
        }
        return json;
    }
}
