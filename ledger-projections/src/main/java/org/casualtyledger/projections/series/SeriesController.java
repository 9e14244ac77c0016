package org.casualtyledger.projections.series;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
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

/** {@code GET /v1/series}. Needs the scope {@code read}, unless tallies are public. */
@RestController
final class SeriesController {
    private final SeriesReader series;
    private final ReadPositions positions;

    SeriesController(SeriesReader series, ReadPositions positions) {
        this.series = series;
        this.positions = positions;
    }

    @RequiresScope(value = Scope.READ, openWithPublicTallies = true)
    @GetMapping("/v1/series")
    ResponseEntity<byte[]> series(HttpServletRequest request) {
        Parameters parameters = new Parameters(request);
        SeriesQuestion question = SeriesQuestion.read(parameters);
        ReadPositions.Wanted wanted = ReadPositions.read(parameters);
        Format format = Format.asked(parameters, request.getHeader(HttpHeaders.ACCEPT));
        parameters.done();
        // Versions are kept with the positions at which they held, so a position read before stays
        // right.
        long position = positions.resolve(wanted).orElseGet(positions::latest);
        String etag = Etag.of(position, question + "|" + format);
        if (Etag.matches(request.getHeader(HttpHeaders.IF_NONE_MATCH), etag)) {
            return headed(HttpStatus.NOT_MODIFIED, etag).build();
        }
        Map<SeriesKey, List<Point>> found = series.asOf(position, question);
        byte[] body =
                switch (format) {
                    case JSON -> SeriesJson.write(position, question, found);
                    case CSV -> SeriesCsv.write(position, question, found);
                };
        return headed(HttpStatus.OK, etag).contentType(format.type()).body(body);
    }

    private static ResponseEntity.BodyBuilder headed(HttpStatus status, String etag) {
        return ResponseEntity.status(status)
                .eTag(etag)
                .cacheControl(CacheControl.noCache())
                .varyBy(HttpHeaders.AUTHORIZATION, HttpHeaders.ACCEPT);
    }
}
