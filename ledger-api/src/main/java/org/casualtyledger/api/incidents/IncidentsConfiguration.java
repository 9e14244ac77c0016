package org.casualtyledger.api.incidents;

import org.casualtyledger.api.AxonSlice;
import org.casualtyledger.edge.OpenApiFragment;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires the slice of incidents. */
@Configuration(proxyBeanMethods = false)
@Import(MoveController.class)
public class IncidentsConfiguration {
    @Bean
    AxonSlice incidentsInAxon() {
        return MoveHandlers::register;
    }

    @Bean
    OpenApiFragment movesInOpenApi() {
        return new OpenApiFragment("/openapi/moves.yaml");
    }
}
