package org.casualtyledger.projections.tallies;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.OptionalLong;
import org.casualtyledger.edge.Caller;
import org.casualtyledger.edge.Parameters;
import org.casualtyledger.edge.RequiresScope;
import org.casualtyledger.edge.Scope;
import org.casualtyledger.projections.edge.Answers;
import org.casualtyledger.projections.edge.AsOf;
import org.casualtyledger.projections.edge.Etag;
import org.casualtyledger.projections.edge.ReadPositions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/changes}. Needs the scope {@code read}, unless tallies are public. */
@RestController
final class ChangesController {
    private static final int LIMIT = 500;
    private static final int MOST = 1_000;

    private final Changes changes;
    private final ReadPositions positions;

    ChangesController(Changes changes, ReadPositions positions) {
        this.changes = changes;
        this.positions = positions;
    }

    @RequiresScope(value = Scope.READ, openWithPublicTallies = true)
    @GetMapping("/v1/changes")
    ResponseEntity<byte[]> changes(HttpServletRequest request, @Nullable Caller caller) {
        Parameters parameters = new Parameters(request);
        long since = parameters.number("since", -1, Long.MAX_VALUE).orElse(-1);
        int limit = (int) parameters.number("limit", 1, MOST).orElse(LIMIT);
        OptionalLong atLeast = parameters.number("atLeast", 0, Long.MAX_VALUE);
        parameters.done();
        positions.resolve(new ReadPositions.Wanted(new AsOf.Latest(), atLeast));
        long latest = positions.latest();
        long through = Math.max(since, Math.min(latest, since + limit));
        Optional<Caller> reader = Optional.ofNullable(caller);
        String etag =
                Etag.of(
                        through,
                        "changes since " + since + " " + (through < latest) + " " + shown(reader));
        return Answers.json(request, etag, () -> changes.page(since, through, latest, reader));
    }

    /** By what it depends which reasons a reader sees. */
    private static String shown(Optional<Caller> reader) {
        return reader.map(caller -> caller.organisation() + " " + caller.may(Scope.AUDIT))
                .orElse("");
    }
}
