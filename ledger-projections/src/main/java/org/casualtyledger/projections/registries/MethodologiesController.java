package org.casualtyledger.projections.registries;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.casualtyledger.counting.Methodologies;
import org.casualtyledger.counting.Methodology;
import org.casualtyledger.edge.Parameters;
import org.casualtyledger.edge.RequiresScope;
import org.casualtyledger.edge.Scope;
import org.casualtyledger.events.json.Json;
import org.casualtyledger.projections.edge.Answers;
import org.casualtyledger.projections.edge.Etag;
import org.casualtyledger.projections.edge.KnownMethodologies;
import org.casualtyledger.projections.edge.ReadPositions;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code GET /v1/methodologies}: the ways of counting that this ledger knows as of a position, each
 * with its document and hash, and which one is the default.
 */
@RestController
final class MethodologiesController {
    private final PublishedMethodologies published;
    private final KnownMethodologies known;
    private final ReadPositions positions;

    MethodologiesController(
            PublishedMethodologies published, KnownMethodologies known, ReadPositions positions) {
        this.published = published;
        this.known = known;
        this.positions = positions;
    }

    @RequiresScope(value = Scope.READ, openWithPublicTallies = true)
    @GetMapping("/v1/methodologies")
    ResponseEntity<byte[]> all(HttpServletRequest request) {
        Parameters parameters = new Parameters(request);
        ReadPositions.Wanted wanted = ReadPositions.read(parameters);
        parameters.done();
        long position = positions.resolve(wanted).orElseGet(positions::latest);
        return Answers.json(request, Etag.of(position, "methodologies"), () -> answer(position));
    }

    private ObjectNode answer(long position) {
        Methodology standard = known.standard(position);
        ObjectNode json = Json.object();
        ArrayNode all = json.putArray("methodologies");
        for (Methodology m : Methodologies.shipped()) {
            all.add(
                    one(
                            new PublishedMethodologies.Published(
                                    -1,
                                    m.name(),
                                    m.version(),
                                    m.hash(),
                                    OptionalInt.of(m.semantics()),
                                    m.document()),
                            standard));
        }
        published.asOf(position).forEach(m -> all.add(one(m, standard)));
        json.putObject("default")
                .put("name", standard.name())
                .put("version", standard.version())
                .put("hash", standard.hash());
        return json.put("position", position);
    }

    private static ObjectNode one(
            PublishedMethodologies.Published methodology, Methodology standard) {
        OptionalLong position =
                methodology.position() < 0
                        ? OptionalLong.empty()
                        : OptionalLong.of(methodology.position());
        ObjectNode json = Json.object();
        json.put("name", methodology.name());
        json.put("version", methodology.version());
        json.put("hash", methodology.hash());
        if (methodology.semantics().isPresent()) {
            json.put("semantics", methodology.semantics().getAsInt());
        } else {
            json.putNull("semantics");
        }
        json.put("default", methodology.hash().equals(standard.hash()));
        json.put("shipped", position.isEmpty());
        if (position.isPresent()) {
            json.put("position", position.getAsLong());
        }
        json.set("document", document(methodology.document()));
        return json;
    }

    private static JsonNode document(String canonical) {
        try {
            return Json.parseCanonical(canonical.getBytes(UTF_8));
        } catch (Json.Malformed e) {
            throw new IllegalStateException("a stored document is JSON", e);
        }
    }
}
