package org.casualtyledger.edge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who one is, and whether the ledger is well. */
@RestController
final class EdgeController {
    private static final Logger LOG = LoggerFactory.getLogger(EdgeController.class);

    private final List<HealthPart> parts;

    EdgeController(List<HealthPart> parts) {
        this.parts = parts;
    }

    @OpenToAnyKey
    @GetMapping("/v1/me")
    Map<String, Object> me(Caller caller) {
        Map<String, Object> me = new LinkedHashMap<>();
        me.put("organisation", caller.organisation());
        me.put("name", caller.name());
        me.put("scopes", caller.scopes().stream().map(Scope::code).sorted().toList());
        me.put("person", caller.person().orElse(null));
        me.put(
                "theatres",
                caller.theatres().map(ids -> ids.stream().sorted().toList()).orElse(null));
        return me;
    }

    @OpenToAll
    @GetMapping("/v1/health")
    ResponseEntity<Map<String, Object>> health() {
        Map<String, Object> health = new LinkedHashMap<>();
        health.put("status", "up");
        for (HealthPart part : parts) {
            try {
                Map<String, Object> read = part.read();
                health.put(part.name(), read);
                if (read.containsKey("failed") && "up".equals(health.get("status"))) {
                    health.put("status", "degraded");
                }
            } catch (RuntimeException e) {
                LOG.warn("health of {} cannot be read", part.name(), e);
                health.put("status", "down");
                health.put(part.name(), Map.of("error", "cannot be read"));
            }
        }
        return ResponseEntity.status("down".equals(health.get("status")) ? 503 : 200).body(health);
    }
}
