package org.casualtyledger.edge.observe;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.casualtyledger.edge.observe.Gauges.Reading;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All meters of this process. What happens is counted in {@link #registry()} as it happens; what
 * merely is, {@link Gauges} read when somebody asks.
 */
public final class Metrics implements AutoCloseable {
    /** A scraper waits for ten seconds, and there are some ten sources. */
    public static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(Metrics.class);

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Supplier<List<Gauges>> gauges;
    private final Map<Gauges, SharedAnswer<List<Reading>>> sources = new LinkedHashMap<>();
    private final Map<String, MultiGauge> shown = new LinkedHashMap<>();

    /**
     * @param gauges asked once, at the first reading: their slices may need the registry before
     */
    Metrics(Supplier<List<Gauges>> gauges) {
        this.gauges = gauges;
        // Spring Boot binds Tomcat's sessions, and we have none.
        registry.config().meterFilter(MeterFilter.denyNameStartsWith("tomcat."));
    }

    /** Where to count. */
    public MeterRegistry registry() {
        return registry;
    }

    /** Everything in Prometheus' text format, version 0.0.4. */
    public synchronized String scrape() {
        if (sources.isEmpty()) {
            gauges.get()
                    .forEach(
                            source ->
                                    sources.put(
                                            source,
                                            new SharedAnswer<>(source.source(), source::read)));
        }
        Map<String, List<Reading>> byName = new LinkedHashMap<>();
        sources.forEach(
                (source, answer) -> {
                    boolean read = true;
                    try {
                        answer.within(PATIENCE).forEach(reading -> add(byName, reading));
                    } catch (SharedAnswer.NoAnswer e) {
                        LOG.warn("gauges of {} are left out: {}", source.source(), e.getMessage());
                        read = false;
                    }
                    add(byName, unread(source.source(), read));
                });
        show(byName);
        return registry.scrape();
    }

    private static Reading unread(String source, boolean read) {
        return new Reading(
                "ledger.metrics.unread",
                "1 where a slice's gauges could not be read for this answer",
                Map.of("source", source),
                read ? 0 : 1);
    }

    private static void add(Map<String, List<Reading>> byName, Reading reading) {
        byName.computeIfAbsent(reading.name(), _ -> new ArrayList<>()).add(reading);
    }

    /** What was shown before and could not be read now is gone: an old number would be a lie. */
    private void show(Map<String, List<Reading>> byName) {
        shown.forEach(
                (name, gauge) -> {
                    if (!byName.containsKey(name)) {
                        gauge.register(List.of(), true);
                    }
                });
        byName.forEach(
                (name, readings) ->
                        shown.computeIfAbsent(
                                        name,
                                        _ ->
                                                MultiGauge.builder(name)
                                                        .description(
                                                                readings.getFirst().description())
                                                        .register(registry))
                                .register(
                                        readings.stream()
                                                .<MultiGauge.Row<?>>map(
                                                        r -> MultiGauge.Row.of(tags(r), r.value()))
                                                .toList(),
                                        true));
    }

    private static Tags tags(Reading reading) {
        Tags tags = Tags.empty();
        for (Map.Entry<String, String> label : reading.labels().entrySet()) {
            tags = tags.and(label.getKey(), label.getValue());
        }
        return tags;
    }

    @Override
    public void close() {
        registry.close();
    }
}
