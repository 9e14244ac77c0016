package org.casualtyledger.projections;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.casualtyledger.edge.HealthPart;
import org.casualtyledger.projections.processing.Applying;
import org.casualtyledger.projections.processing.ProjectionHealth;

/** {@code "tallies": {"position": n, "lag": n, "failed": {"position": n, "reason": …}}}. */
final class TalliesHealth implements HealthPart {
    private final Applying applying;
    private final CaughtUp caughtUp;

    TalliesHealth(Applying applying, CaughtUp caughtUp) {
        this.applying = applying;
        this.caughtUp = caughtUp;
    }

    @Override
    public String name() {
        return "tallies";
    }

    @Override
    public Map<String, Object> read() {
        ProjectionHealth health = applying.health();
        Map<String, Object> part = new LinkedHashMap<>();
        part.put("position", health.position());
        part.put("lag", health.lag());
        health.failed()
                .ifPresent(
                        failure ->
                                part.put(
                                        "failed",
                                        Map.of(
                                                "position", failure.position(),
                                                "reason", failure.reason())));
        return part;
    }

    /** Answers of a read side that an event stopped are right as of their position, and old. */
    @Override
    public Optional<String> unready(Map<String, Object> read) {
        if (read.containsKey("failed")) {
            return Optional.of("an event that cannot be applied has stopped it");
        }
        return read.get("position") instanceof Long position
                ? caughtUp.unready(position)
                : Optional.of("its position is not known");
    }
}
