package org.casualtyledger.api.attribution;

import org.casualtyledger.api.AxonSlice;
import org.casualtyledger.edge.OpenApiFragment;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires the slice of attribution. */
@Configuration(proxyBeanMethods = false)
@Import(AttributionController.class)
public class AttributionConfiguration {
    @Bean
    AxonSlice attributionInAxon() {
        return AttributionHandlers::register;
    }

    @Bean
    OpenApiFragment attributionInOpenApi() {
        return new OpenApiFragment("/openapi/attribution.yaml");
    }
}
