package org.casualtyledger.api.audit;

import static org.casualtyledger.edge.Scope.AUDIT;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.casualtyledger.edge.Parameters;
import org.casualtyledger.edge.Problem;
import org.casualtyledger.edge.RequiresScope;
import org.casualtyledger.events.merkle.Tile;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /log}: the log as C2SP tlog-tiles says. Needs the scope {@code audit}, unless {@code
 * ledger.log.public} is true.
 */
@RestController
final class LogController {
    private static final MediaType TEXT = new MediaType("text", "plain", StandardCharsets.UTF_8);
    private static final String TILES = "/log/tile/";

    /** A checkpoint is soon followed by the next. */
    private static final CacheControl SHORT = CacheControl.maxAge(Duration.ofSeconds(2));

    private final SignedTree tree;
    private final LogKey key;
    private final CacheControl lasting;

    /**
     * @param logPublic whether others than who asked may keep a tile
     */
    LogController(SignedTree tree, LogKey key, boolean logPublic) {
        this.tree = tree;
        this.key = key;
        CacheControl year = CacheControl.maxAge(Duration.ofDays(365)).immutable();
        this.lasting = logPublic ? year.cachePublic() : year.cachePrivate();
    }

    @RequiresScope(value = AUDIT, openWithPublicLog = true)
    @GetMapping("/log/checkpoint")
    ResponseEntity<byte[]> checkpoint(HttpServletRequest request) {
        new Parameters(request).done();
        Checkpoints.Stored stored =
                tree.checkpoint()
                        .orElseThrow(
                                () -> Problem.notFound("Nothing was signed yet.").asException());
        return ResponseEntity.ok()
                .cacheControl(SHORT)
                .contentType(TEXT)
                .body(stored.note().getBytes(StandardCharsets.UTF_8));
    }

    @RequiresScope(value = AUDIT, openWithPublicLog = true)
    @GetMapping("/log/key")
    ResponseEntity<byte[]> key(HttpServletRequest request) {
        new Parameters(request).done();
        return ResponseEntity.ok()
                .contentType(TEXT)
                .body((key.key().verifier() + "\n").getBytes(StandardCharsets.UTF_8));
    }

    @RequiresScope(value = AUDIT, openWithPublicLog = true)
    @GetMapping(TILES + "**")
    ResponseEntity<byte[]> tile(HttpServletRequest request) {
        new Parameters(request).done();
        String path = request.getRequestURI().substring(TILES.length());
        Optional<byte[]> bytes =
                Tile.parse(path)
                        .flatMap(
                                asked ->
                                        asked.entries()
                                                ? tree.entries(asked.tile())
                                                : tree.tile(asked.tile()));
        return ResponseEntity.ok()
                .cacheControl(lasting)
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .body(
                        bytes.orElseThrow(
                                () ->
                                        Problem.notFound(
                                                        "The tree that was signed last has no such tile.")
                                                .asException()));
    }
}
