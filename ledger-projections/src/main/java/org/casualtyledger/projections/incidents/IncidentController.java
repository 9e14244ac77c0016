package org.casualtyledger.projections.incidents;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.UUID;
import org.casualtyledger.counting.Methodology;
import org.casualtyledger.edge.Parameters;
import org.casualtyledger.edge.Problem;
import org.casualtyledger.edge.RequiresScope;
import org.casualtyledger.edge.Scope;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.projections.edge.Answers;
import org.casualtyledger.projections.edge.KnownMethodologies;
import org.casualtyledger.projections.edge.ReadPositions;
import org.casualtyledger.projections.edge.Rules;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /v1/incidents/{id}}. Its ETag is {@code "i<position>"} of the latest event that
 * touched the incident: what a judgement or a move may name in If-Match.
 */
@RestController
final class IncidentController {
    private final Incidents incidents;
    private final KnownMethodologies methodologies;
    private final ReadPositions positions;

    IncidentController(
            Incidents incidents, KnownMethodologies methodologies, ReadPositions positions) {
        this.incidents = incidents;
        this.methodologies = methodologies;
        this.positions = positions;
    }

    /**
     * Never 304: the tag stands for the incident, while the answer also depends on the methodology
     * and on the rules.
     */
    @RequiresScope(value = Scope.READ, openWithPublicTallies = true)
    @GetMapping("/v1/incidents/{id}")
    ResponseEntity<byte[]> incident(@PathVariable String id, HttpServletRequest request) {
        Parameters parameters = new Parameters(request);
        ReadPositions.Wanted wanted = ReadPositions.read(parameters);
        Rules rules = Rules.read(parameters);
        Optional<KnownMethodologies.Asked> asked =
                parameters.parsed("methodology", KnownMethodologies.Asked::parse);
        parameters.done();
        long position = positions.resolve(wanted).orElseGet(positions::latest);
        long under = rules.position(position, positions.latest());
        Methodology methodology = methodologies.asked(asked, under);
        Incident incident =
                parse(id)
                        .flatMap(known -> incidents.asOf(known, position, under, methodology))
                        .orElseThrow(() -> unknown(id, position).asException());
        return Answers.headed(HttpStatus.OK, "\"i" + incident.latest() + "\"")
                .contentType(MediaType.APPLICATION_JSON)
                .body(
                        IncidentJson.write(incident)
                                .toString()
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static Optional<IncidentId> parse(String id) {
        try {
            return Optional.of(new IncidentId(UUID.fromString(id)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static Problem unknown(String id, long position) {
        return Problem.notFound(
                "Nothing is known of an incident " + id + " as of position " + position + ".");
    }
}
