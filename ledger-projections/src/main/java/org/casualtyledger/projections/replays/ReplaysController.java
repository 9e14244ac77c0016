package org.casualtyledger.projections.replays;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.casualtyledger.edge.Scope.ADMIN;
import static org.casualtyledger.edge.Scope.AUDIT;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;
import javax.sql.DataSource;
import org.casualtyledger.counting.Methodology;
import org.casualtyledger.edge.Caller;
import org.casualtyledger.edge.Parameters;
import org.casualtyledger.edge.RequiresScope;
import org.casualtyledger.events.json.Json;
import org.casualtyledger.projections.edge.Cursor;
import org.casualtyledger.projections.edge.KnownMethodologies;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/replays}. Publishing needs the scope admin, everything else audit or admin. */
@RestController
final class ReplaysController {
    /** Replays that are listed: the latest. */
    private static final int LISTED = 100;

    /** Differences a page. */
    private static final int PAGE = 1_000;

    private final Replays replays;
    private final Publication publication;
    private final Comparing comparing;
    private final KnownMethodologies known;
    private final Methodology live;

    ReplaysController(
            Replays replays,
            Publication publication,
            Comparing comparing,
            KnownMethodologies known,
            Methodology live) {
        this.replays = replays;
        this.publication = publication;
        this.comparing = comparing;
        this.known = known;
        this.live = live;
    }

    @RequiresScope({AUDIT, ADMIN})
    @PostMapping("/v1/replays")
    ResponseEntity<byte[]> begin(HttpServletRequest request, Caller caller) {
        new Parameters(request).done();
        ReplayRequests.Read read = ReplayRequests.question(request, known, live, replays.head());
        Replay replay = replays.begin(read.question(), read.methodology(), caller.organisation());
        return answer(
                ResponseEntity.created(URI.create("/v1/replays/" + replay.id())), json(replay));
    }

    @RequiresScope({AUDIT, ADMIN})
    @GetMapping("/v1/replays")
    ResponseEntity<byte[]> list(HttpServletRequest request) {
        new Parameters(request).done();
        ObjectNode json = Json.object();
        ArrayNode all = json.putArray("replays");
        replays.latest(LISTED).forEach(replay -> all.add(json(replay)));
        json.put("size", replays.head());
        json.put("liveMethodology", live.name() + "@" + live.version());
        json.put("liveMethodologyHash", live.hash());
        return ok(json);
    }

    /** With digests and the number of differences, unless it is still on its way. */
    @RequiresScope({AUDIT, ADMIN})
    @GetMapping("/v1/replays/{id}")
    ResponseEntity<byte[]> one(HttpServletRequest request, @PathVariable String id) {
        new Parameters(request).done();
        Replay replay = replays.find(number(id)).orElseThrow(() -> ReplayProblems.unknown(id));
        ObjectNode json = json(replay);
        if (replay.ended().isEmpty() && replay.status(replays.head()) != Replay.Status.RUNNING) {
            comparing
                    .latest(shadow(replay), replays.methodology(replay))
                    .ifPresent(c -> json.set("comparison", ReplayJson.comparison(c)));
        }
        return ok(json);
    }

    @RequiresScope({AUDIT, ADMIN})
    @GetMapping("/v1/replays/{id}/differences")
    ResponseEntity<byte[]> differences(HttpServletRequest request, @PathVariable String id) {
        Parameters parameters = new Parameters(request);
        int limit = (int) parameters.number("limit", 1, PAGE).orElse(PAGE);
        Optional<Cursor> cursor = parameters.parsed("cursor", Cursor::parse);
        parameters.done();
        if (cursor.filter(c -> c.after().indexOf('\0') >= 0).isPresent()) {
            throw ReplayProblems.badCursor();
        }
        Replay replay = replays.open(number(id));
        ObjectNode json = Json.object();
        ArrayNode rows = json.putArray("differences");
        comparing
                .page(
                        shadow(replay),
                        cursor.map(Cursor::asOf),
                        cursor.map(Cursor::after).orElse(""),
                        limit)
                .ifPresent(
                        page -> {
                            page.differences().forEach(d -> rows.add(ReplayJson.difference(d)));
                            json.put("position", page.position());
                            if (page.more()) {
                                String after = page.differences().getLast().cell();
                                json.put(
                                        "next",
                                        new Cursor(page.position(), page.position(), after).text());
                            }
                        });
        return ok(json);
    }

    @RequiresScope(ADMIN)
    @PostMapping("/v1/replays/{id}/publication")
    ResponseEntity<byte[]> publish(
            HttpServletRequest request, @PathVariable String id, Caller caller) {
        Parameters parameters = new Parameters(request);
        boolean accept =
                parameters
                        .parsed(
                                "differs",
                                text -> {
                                    if (text.equals("accept") || text.equals("refuse")) {
                                        return text.equals("accept");
                                    }
                                    throw new IllegalArgumentException("must be accept or refuse");
                                })
                        .orElse(false);
        parameters.done();
        return ok(json(publication.publish(number(id), accept, caller.organisation())));
    }

    @RequiresScope({AUDIT, ADMIN})
    @PostMapping("/v1/replays/{id}/resumption")
    ResponseEntity<byte[]> resume(HttpServletRequest request, @PathVariable String id) {
        new Parameters(request).done();
        return ok(json(replays.resume(number(id))));
    }

    @RequiresScope({AUDIT, ADMIN})
    @DeleteMapping("/v1/replays/{id}")
    ResponseEntity<byte[]> discard(
            HttpServletRequest request, @PathVariable String id, Caller caller) {
        new Parameters(request).done();
        return ok(json(replays.discard(number(id), caller.organisation())));
    }

    private DataSource shadow(Replay replay) {
        return replays.shadow(replay.id());
    }

    private ObjectNode json(Replay replay) {
        return ReplayJson.replay(
                replay,
                replays.head(),
                replays.here(replay.id()).map(Run::pace).orElse(Replay.Pace.UNKNOWN));
    }

    private static long number(String id) {
        if (!id.matches("[0-9]{1,18}")) {
            throw ReplayProblems.unknown(id);
        }
        return Long.parseLong(id);
    }

    private static ResponseEntity<byte[]> ok(ObjectNode json) {
        return answer(ResponseEntity.status(HttpStatus.OK), json);
    }

    /** Never kept by anybody: it changes while it is looked at. */
    private static ResponseEntity<byte[]> answer(
            ResponseEntity.BodyBuilder response, ObjectNode json) {
        return response.cacheControl(CacheControl.noStore())
                .contentType(MediaType.APPLICATION_JSON)
                .body(json.toString().getBytes(UTF_8));
    }
}
