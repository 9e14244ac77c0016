package org.casualtyledger.api.resolution;

import java.time.InstantSource;
import org.casualtyledger.api.commands.Rulings;
import org.casualtyledger.api.eventlog.EventLog;
import org.casualtyledger.edge.OpenApiFragment;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires resolution. */
@Configuration(proxyBeanMethods = false)
@Import(ResolutionController.class)
public class ResolutionConfiguration {
    @Bean
    Resolutions resolutions(EventLog log, InstantSource clock) {
        return new Resolutions(log, new Rulings(log, clock));
    }

    @Bean
    ResolutionRun resolutionRun(EventLog log, Resolutions resolutions, InstantSource clock) {
        return new ResolutionRun(log, resolutions, clock);
    }

    @Bean
    OpenApiFragment resolutionInOpenApi() {
        return new OpenApiFragment("/openapi/resolution.yaml");
    }
}
