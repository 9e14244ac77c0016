package org.casualtyledger.projections;

import java.util.LinkedHashMap;
import java.util.Map;
import org.casualtyledger.edge.HealthPart;
import org.casualtyledger.projections.processing.Applying;
import org.casualtyledger.projections.processing.ProjectionHealth;

/** {@code "tallies": {"position": n, "lag": n, "failed": {"position": n, "reason": …}}}. */
final class TalliesHealth implements HealthPart {
    private final Applying applying;

    TalliesHealth(Applying applying) {
        this.applying = applying;
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
}
