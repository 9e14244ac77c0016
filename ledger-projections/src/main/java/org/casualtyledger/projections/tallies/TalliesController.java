package org.casualtyledger.projections.tallies;

import jakarta.servlet.http.HttpServletRequest;
import java.util.OptionalLong;
import org.casualtyledger.counting.Methodology;
import org.casualtyledger.edge.Parameters;
import org.casualtyledger.edge.RequiresScope;
import org.casualtyledger.edge.Scope;
import org.casualtyledger.projections.edge.Etag;
import org.casualtyledger.projections.edge.Format;
import org.casualtyledger.projections.edge.ReadPositions;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/tallies}. Needs the scope {@code read}, unless tallies are public. */
@RestController
final class TalliesController {
    private final Tallies tallies;
    private final ReadPositions positions;
    private final Methodology methodology;

    TalliesController(Tallies tallies, ReadPositions positions, Methodology methodology) {
        this.tallies = tallies;
        this.positions = positions;
        this.methodology = methodology;
    }

    @RequiresScope(value = Scope.READ, openWithPublicTallies = true)
    @GetMapping("/v1/tallies")
    ResponseEntity<byte[]> tallies(HttpServletRequest request) {
        Parameters parameters = new Parameters(request);
        TallyQuestion question = TallyQuestion.read(parameters);
        ReadPositions.Wanted wanted = ReadPositions.read(parameters);
        Format format = Format.asked(parameters, request.getHeader(HttpHeaders.ACCEPT));
        parameters.done();
        OptionalLong asOf = positions.resolve(wanted);
        String ifNoneMatch = request.getHeader(HttpHeaders.IF_NONE_MATCH);
        String asked = question + " " + format + " " + methodology.hash();
        long latest = asOf.isPresent() || ifNoneMatch != null ? positions.latest() : 0;
        String known = Etag.of(asOf.orElse(latest), asked);
        if (Etag.matches(ifNoneMatch, known)) {
            return headed(HttpStatus.NOT_MODIFIED, known).build();
        }
        TallyAnswer answer = tallies.answer(question, asOf, latest);
        byte[] body =
                switch (format) {
                    case JSON -> TallyJson.write(answer, question.by(), methodology);
                    case CSV -> TallyCsv.write(answer, question.by(), methodology);
                };
        return headed(HttpStatus.OK, Etag.of(answer.position(), asked))
                .contentType(format.type())
                .body(body);
    }

    private static ResponseEntity.BodyBuilder headed(HttpStatus status, String etag) {
        return ResponseEntity.status(status)
                .eTag(etag)
                .cacheControl(CacheControl.noCache())
                .varyBy(HttpHeaders.ACCEPT, HttpHeaders.AUTHORIZATION);
    }
}
