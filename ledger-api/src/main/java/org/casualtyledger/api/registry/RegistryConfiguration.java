package org.casualtyledger.api.registry;

import java.time.InstantSource;
import org.casualtyledger.api.commands.Rulings;
import org.casualtyledger.api.eventlog.EventLog;
import org.casualtyledger.edge.OpenApiFragment;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires the registries. */
@Configuration(proxyBeanMethods = false)
@Import(RegistryController.class)
public class RegistryConfiguration {
    @Bean
    Registry registry(EventLog log, InstantSource clock) {
        return new Registry(log, new Rulings(log, clock));
    }

    @Bean
    OpenApiFragment registryInOpenApi() {
        return new OpenApiFragment("/openapi/registry.yaml");
    }
}
