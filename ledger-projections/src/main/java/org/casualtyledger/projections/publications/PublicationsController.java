package org.casualtyledger.projections.publications;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.casualtyledger.edge.Caller;
import org.casualtyledger.edge.Parameters;
import org.casualtyledger.edge.Problem;
import org.casualtyledger.edge.RequiresScope;
import org.casualtyledger.edge.Scope;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.PublishedReceipt;
import org.casualtyledger.events.json.Json;
import org.casualtyledger.projections.edge.Cursor;
import org.casualtyledger.projections.edge.DisclosedTexts;
import org.casualtyledger.projections.edge.KnownMethodologies;
import org.casualtyledger.projections.edge.ReadPositions;
import org.casualtyledger.projections.edge.TallyTotals;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code GET /v1/publications}, {@code /v1/publications/{id}} and {@code /v1/challenges}. Answers
 * carry no ETag: the texts in them may be destroyed without an event.
 */
@RestController
final class PublicationsController {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MOST = 200;

    private final Publications publications;
    private final Challenges challenges;
    private final TallyTotals totals;
    private final DisclosedTexts texts;
    private final ReadPositions positions;

    PublicationsController(
            Publications publications,
            Challenges challenges,
            TallyTotals totals,
            DisclosedTexts texts,
            ReadPositions positions) {
        this.publications = publications;
        this.challenges = challenges;
        this.totals = totals;
        this.texts = texts;
        this.positions = positions;
    }

    @RequiresScope(value = Scope.READ, openWithPublicTallies = true)
    @GetMapping("/v1/publications")
    ResponseEntity<byte[]> list(HttpServletRequest request) {
        Parameters parameters = new Parameters(request);
        ReadPositions.Wanted wanted = ReadPositions.read(parameters);
        Optional<OrganisationId> by = parameters.parsed("organisation", OrganisationId::new);
        int limit = (int) parameters.number("limit", 1, MOST).orElse(DEFAULT_LIMIT);
        Optional<Cursor> cursor = parameters.parsed("cursor", Cursor::parse);
        Optional<Long> before =
                parameters.parsed("cursor", text -> Long.valueOf(Cursor.parse(text).after()));
        parameters.done();
        long position =
                cursor.map(positions::pinned)
                        .orElseGet(() -> positions.resolve(wanted).orElseGet(positions::latest));
        return answer(
                page(
                        publications.page(by, position, before.orElse(Long.MAX_VALUE), limit + 1),
                        position,
                        limit));
    }

    private ObjectNode page(List<Publications.Published> found, long position, int limit) {
        List<Publications.Published> shown = found.subList(0, Math.min(limit, found.size()));
        Map<UUID, Publications.Challenged> challenged =
                publications.challenges(
                        shown.stream().map(p -> p.event().publication().value()).toList(),
                        position);
        ObjectNode json = Json.object();
        ArrayNode rows = json.putArray("publications");
        for (Publications.Published one : shown) {
            Publications.Challenged counted =
                    challenged.getOrDefault(
                            one.event().publication().value(), Publications.Challenged.NEVER);
            ObjectNode row = PublicationJson.head(one);
            row.put("asOf", one.event().receipt().position());
            row.set("total", TotalJson.write(one.event().receipt().total()));
            row.put("challenges", counted.challenges()).put("open", counted.open());
            rows.add(row);
        }
        json.put("position", position);
        if (found.size() > limit) {
            String last = Long.toString(shown.getLast().leaf().position());
            json.put("next", new Cursor(position, position, last).text());
        }
        return json;
    }

    @RequiresScope(value = Scope.READ, openWithPublicTallies = true)
    @GetMapping("/v1/publications/{id}")
    ResponseEntity<byte[]> one(
            @PathVariable("id") String id, HttpServletRequest request, @Nullable Caller caller) {
        Parameters parameters = new Parameters(request);
        ReadPositions.Wanted wanted = ReadPositions.read(parameters);
        parameters.done();
        long position = positions.resolve(wanted).orElseGet(positions::latest);
        Publications.Published published =
                uuid(id).flatMap(known -> publications.find(known, position))
                        .orElseThrow(() -> unknown("publication", id, position).asException());
        PublishedReceipt receipt = published.event().receipt();
        ObjectNode json = PublicationJson.head(published);
        Optional.ofNullable(
                        texts.named("url", List.of(published.leaf().position()))
                                .get(published.leaf().position()))
                .ifPresent(url -> json.put("url", url.value()));
        json.set("receipt", PublicationJson.receipt(receipt));
        PublicationJson.compared(json, receipt, now(receipt, position), position);
        json.set(
                "challenges",
                new ChallengeJson(Optional.ofNullable(caller))
                        .write(
                                challenges.about(published.event().publication().value(), position),
                                published.by()));
        json.put("asOf", position);
        json.put("note", PublicationJson.NOTE);
        return answer(json);
    }

    private TallyTotals.Answer now(PublishedReceipt receipt, long position) {
        try {
            return totals.at(
                    receipt.query(),
                    KnownMethodologies.Asked.parse(receipt.methodology()),
                    position);
        } catch (IllegalArgumentException e) {
            return new TallyTotals.Answer.NotCounted(
                    "No methodology is called " + receipt.methodology());
        }
    }

    @RequiresScope(value = Scope.READ, openWithPublicTallies = true)
    @GetMapping("/v1/challenges")
    ResponseEntity<byte[]> challenges(HttpServletRequest request, @Nullable Caller caller) {
        Parameters parameters = new Parameters(request);
        ReadPositions.Wanted wanted = ReadPositions.read(parameters);
        Optional<UUID> publication = parameters.parsed("publication", UUID::fromString);
        Optional<UUID> report = parameters.parsed("report", UUID::fromString);
        if (parameters.text("publication").isPresent() == parameters.text("report").isPresent()) {
            parameters.fault("publication", "about", "name one publication, or one report");
        }
        parameters.done();
        long position = positions.resolve(wanted).orElseGet(positions::latest);
        OrganisationId challenged =
                publication
                        .map(id -> publisher(id, position))
                        .or(() -> report.map(id -> submitter(id, position)))
                        .orElseThrow();
        ObjectNode json = Json.object();
        json.set(
                "challenges",
                new ChallengeJson(Optional.ofNullable(caller))
                        .write(
                                challenges.about(publication.or(() -> report).get(), position),
                                challenged));
        json.put("organisation", challenged.value());
        json.put("position", position);
        return answer(json);
    }

    private OrganisationId publisher(UUID publication, long position) {
        return publications
                .find(publication, position)
                .orElseThrow(
                        () ->
                                unknown("publication", publication.toString(), position)
                                        .asException())
                .by();
    }

    private OrganisationId submitter(UUID report, long position) {
        return challenges
                .submitter(report, position)
                .orElseThrow(() -> unknown("report", report.toString(), position).asException());
    }

    private static Problem unknown(String what, String id, long position) {
        return Problem.notFound(
                "Nothing is known of a " + what + " " + id + " as of position " + position + ".");
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static ResponseEntity<byte[]> answer(ObjectNode json) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noCache())
                .varyBy(HttpHeaders.AUTHORIZATION)
                .body(json.toString().getBytes(UTF_8));
    }
}
