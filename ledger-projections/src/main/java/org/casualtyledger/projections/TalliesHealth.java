package org.casualtyledger.projections;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.casualtyledger.edge.HealthPart;
import org.casualtyledger.projections.processing.ProjectionHealth;
import org.casualtyledger.projections.processing.ProjectionProcessor;

/** {@code "tallies": {"position": n, "lag": n, "failed": {"position": n, "reason": …}}}. */
final class TalliesHealth implements HealthPart {
    private final ProjectionProcessor processor;
    private final CaughtUp caughtUp;

    TalliesHealth(ProjectionProcessor processor, CaughtUp caughtUp) {
        this.processor = processor;
        this.caughtUp = caughtUp;
    }

    @Override
    public String name() {
        return "tallies";
    }

    @Override
    public Map<String, Object> read() {
        ProjectionHealth health = processor.health();
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
        return caughtUp.unready((Long) read.get("position"), (Long) read.get("lag"));
    }
}
