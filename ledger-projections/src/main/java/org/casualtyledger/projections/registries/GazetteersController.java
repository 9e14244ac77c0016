package org.casualtyledger.projections.registries;

import jakarta.servlet.http.HttpServletRequest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.casualtyledger.edge.Parameters;
import org.casualtyledger.edge.Problem;
import org.casualtyledger.edge.RequiresScope;
import org.casualtyledger.edge.Scope;
import org.casualtyledger.events.json.Json;
import org.casualtyledger.gazetteer.Gazetteer;
import org.casualtyledger.projections.edge.Answers;
import org.casualtyledger.projections.edge.Etag;
import org.casualtyledger.projections.edge.ReadPositions;
import org.casualtyledger.projections.processing.ReadSideUnavailable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code GET /v1/gazetteers}: which ones were adopted; {@code /v1/gazetteers/{sha256}}: one's
 * bytes, so that whoever checks a resolution has the same table.
 */
@RestController
final class GazetteersController {
    private static final MediaType TSV =
            MediaType.parseMediaType("text/tab-separated-values;charset=UTF-8");

    private final DataSource read;
    private final ReadPositions positions;

    GazetteersController(DataSource read, ReadPositions positions) {
        this.read = read;
        this.positions = positions;
    }

    @RequiresScope(value = Scope.READ, openWithPublicTallies = true)
    @GetMapping("/v1/gazetteers")
    ResponseEntity<byte[]> all(HttpServletRequest request) {
        Parameters parameters = new Parameters(request);
        ReadPositions.Wanted wanted = ReadPositions.read(parameters);
        parameters.done();
        long position = positions.resolve(wanted).orElseGet(positions::latest);
        return Answers.json(request, Etag.of(position, "gazetteers"), () -> adopted(position));
    }

    private ObjectNode adopted(long position) {
        ObjectNode json = Json.object();
        json.set("bundled", PlaceJson.source(Gazetteer.bundled()));
        ArrayNode adopted = json.putArray("adopted");
        try (Connection connection = read.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                SELECT position, sha256, title, places FROM gazetteer_adopted
                                WHERE position <= ? ORDER BY position
                                """)) {
            statement.setLong(1, position);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    adopted.addObject()
                            .put("position", row.getLong(1))
                            .put("sha256", row.getString(2))
                            .put("title", row.getString(3))
                            .put("places", row.getInt(4));
                }
            }
        } catch (SQLException e) {
            throw new ReadSideUnavailable(e);
        }
        return json.put("position", position);
    }

    /** Named by its bytes, so it never changes and may be kept for ever. */
    @RequiresScope(value = Scope.READ, openWithPublicTallies = true)
    @GetMapping("/v1/gazetteers/{sha256}")
    ResponseEntity<byte[]> bytes(@PathVariable String sha256, HttpServletRequest request) {
        new Parameters(request).done();
        Gazetteer gazetteer = Gazetteer.bundled();
        if (!gazetteer.sha256().equals(sha256)) {
            throw Problem.notFound(
                            "This ledger has the bytes of the gazetteer "
                                    + gazetteer.sha256()
                                    + " alone.")
                    .asException();
        }
        String etag = "\"" + sha256 + "\"";
        boolean known = Etag.matches(request.getHeader(HttpHeaders.IF_NONE_MATCH), etag);
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(known ? HttpStatus.NOT_MODIFIED : HttpStatus.OK)
                        .eTag(etag)
                        .cacheControl(CacheControl.maxAge(Duration.ofDays(365)).immutable())
                        .header(
                                HttpHeaders.LINK,
                                "<https://creativecommons.org/licenses/by/4.0/>; rel=\"license\"")
                        .header("Citation", gazetteer.citation());
        return known
                ? answer.build()
                : answer.contentType(TSV)
                        .header(
                                HttpHeaders.CONTENT_DISPOSITION,
                                "attachment; filename=\"gazetteer-" + sha256 + ".tsv\"")
                        .body(gazetteer.bytes());
    }
}
