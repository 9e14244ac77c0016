package org.casualtyledger.edge;

import java.nio.charset.StandardCharsets;
import org.casualtyledger.edge.observe.Metrics;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Meters, for a scraper. They tell how much is reported, so a key is asked for by default. */
@RestController
final class MetricsController {
    private static final MediaType PROMETHEUS =
            MediaType.parseMediaType("text/plain;version=0.0.4;charset=utf-8");

    private final Metrics metrics;

    MetricsController(Metrics metrics) {
        this.metrics = metrics;
    }

    @RequiresScope(
            value = {Scope.AUDIT, Scope.ADMIN},
            openWithPublicMetrics = true)
    @GetMapping("/metrics")
    ResponseEntity<byte[]> metrics() {
        return ResponseEntity.ok()
                .contentType(PROMETHEUS)
                .cacheControl(CacheControl.noStore())
                .body(metrics.scrape().getBytes(StandardCharsets.UTF_8));
    }
}
