package org.casualtyledger.projections.tallies;

import jakarta.servlet.http.HttpServletRequest;
import org.casualtyledger.edge.Parameters;
import org.casualtyledger.edge.RequiresScope;
import org.casualtyledger.edge.Scope;
import org.casualtyledger.projections.edge.Etag;
import org.casualtyledger.projections.edge.Format;
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
    private final Stands stands;
    private final Doubts doubts;

    TalliesController(Tallies tallies, Stands stands, Doubts doubts) {
        this.tallies = tallies;
        this.stands = stands;
        this.doubts = doubts;
    }

    @RequiresScope(value = Scope.READ, openWithPublicTallies = true)
    @GetMapping("/v1/tallies")
    ResponseEntity<byte[]> tallies(HttpServletRequest request) {
        Parameters parameters = new Parameters(request);
        TallyQuestion question = TallyQuestion.read(parameters);
        Stands.Wanted wanted = Stands.read(parameters);
        Format format = Format.asked(parameters, request.getHeader(HttpHeaders.ACCEPT));
        parameters.done();
        Stand stand = stands.resolve(wanted);
        String etag = etag(stand, question, format);
        if (Etag.matches(request.getHeader(HttpHeaders.IF_NONE_MATCH), etag)) {
            return headed(HttpStatus.NOT_MODIFIED, etag).build();
        }
        TallyAnswer answer = tallies.answer(question, stand);
        if (answer.position() != stand.position()) {
            // Events were applied in between, and one may have set another default.
            Stand moved = stands.at(wanted, answer.position());
            if (!moved.methodology().hash().equals(stand.methodology().hash())) {
                answer = tallies.answer(question, moved);
            }
            stand = moved;
        }
        byte[] body =
                switch (format) {
                    case JSON ->
                            TallyJson.write(
                                    answer,
                                    question.by(),
                                    stand,
                                    doubts.of(question.filter(), stand.at(answer.position())));
                    case CSV -> TallyCsv.write(answer, question.by(), stand);
                };
        return headed(HttpStatus.OK, etag(stand, question, format))
                .contentType(format.type())
                .body(body);
    }

    private static String etag(Stand stand, TallyQuestion question, Format format) {
        return Etag.of(
                stand.position(),
                question
                        + " "
                        + format
                        + " "
                        + stand.rulesPosition()
                        + " "
                        + stand.methodology().hash());
    }

    private static ResponseEntity.BodyBuilder headed(HttpStatus status, String etag) {
        return ResponseEntity.status(status)
                .eTag(etag)
                .cacheControl(CacheControl.noCache())
                .varyBy(HttpHeaders.ACCEPT, HttpHeaders.AUTHORIZATION);
    }
}
