package org.casualtyledger.edge;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.casualtyledger.edge.observe.SharedAnswer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * For who decides by machine whether this process is restarted, or sent requests. Not alive is for
 * a restart alone, so it asks nothing: a database that is away is no reason to kill those who wait
 * for it.
 */
@RestController
final class HealthController {
    private static final Logger LOG = LoggerFactory.getLogger(HealthController.class);

    /** Less than container engines and load balancers wait. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Map<String, SharedAnswer<Optional<String>>> parts = new LinkedHashMap<>();
    private boolean wasReady = true;

    HealthController(List<HealthPart> parts) {
        parts.forEach(
                part ->
                        this.parts.put(
                                part.name(),
                                new SharedAnswer<>(part.name(), () -> part.unready(part.read()))));
    }

    @OpenToAll
    @GetMapping("/health/live")
    ResponseEntity<Map<String, Object>> live() {
        return answer(200, Map.of("status", "live"));
    }

    @OpenToAll
    @GetMapping("/health/ready")
    ResponseEntity<Map<String, Object>> ready() {
        Map<String, String> notReady = new LinkedHashMap<>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        parts.forEach(
                (name, part) -> {
                    try {
                        part.within(left(deadline)).ifPresent(why -> notReady.put(name, why));
                    } catch (SharedAnswer.NoAnswer e) {
                        LOG.debug("readiness of {} is not known", name, e);
                        notReady.put(name, "does not answer");
                    }
                });
        tell(notReady);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", notReady.isEmpty() ? "ready" : "not-ready");
        if (!notReady.isEmpty()) {
            body.put("notReady", notReady);
        }
        return answer(notReady.isEmpty() ? 200 : 503, body);
    }

    private static Duration left(long deadline) {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    /** Once for each change: it is asked every few seconds. */
    private synchronized void tell(Map<String, String> notReady) {
        if (wasReady != notReady.isEmpty()) {
            wasReady = notReady.isEmpty();
            if (wasReady) {
                LOG.info("ready again");
            } else {
                LOG.warn("not ready: {}", notReady);
            }
        }
    }

    private static ResponseEntity<Map<String, Object>> answer(
            int status, Map<String, Object> body) {
        return ResponseEntity.status(status).cacheControl(CacheControl.noStore()).body(body);
    }
}
